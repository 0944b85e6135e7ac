import { type Scope, sqlAlone } from '#app/db/transaction.server.ts'
import { factsOf } from '#app/domain/activities/settling.server.ts'
import { figureOf, type Goal } from '#app/domain/goals/goals.ts'
import { holdersIn } from '#app/domain/members/settling.server.ts'
import { activitiesWithin } from '#app/domain/rules/queries/figures.server.ts'
import { measureWork } from './measure-work.server.ts'

/** The kind under which the signed channel reports figures. */
const reported = 'generic:metric.reported'

/** How much of a goal is done, as the book and the reports stand at this moment: what is taken back is not in it. */
export async function measureGoal(scope: Scope | { program: number }, goal: Goal): Promise<number> {
  const reader = 'sql' in scope ? scope : ({ sql: sqlAlone, program: scope.program } as Scope)
  const span = { memberId: goal.memberId, from: goal.startsAt, until: goal.endsAt }
  if (goal.counts === 'deeds') return (await measureWork(reader, { counts: 'deeds', kinds: goal.kinds, spans: [span] })).get(goal.memberId) ?? 0
  const accounts = await holdersIn(reader, goal.memberId)
  const stands = await activitiesWithin(reader, { accounts, kind: reported, from: goal.startsAt, until: goal.endsAt })
  const facts = await factsOf(
    reader,
    stands.map((one) => one.activityId),
  )
  const reports = stands.flatMap(({ activityId, at }) => {
    const { metric, value } = facts.get(activityId) ?? {}
    return metric === goal.metric && typeof value === 'number' ? [{ at, value }] : []
  })
  return Math.floor(figureOf(reports, goal.reading))
}
