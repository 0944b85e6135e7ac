import type { Scope } from '#app/db/transaction.server.ts'
import { hubSource } from '#app/domain/activities/activities.ts'
import { personsOf } from '#app/domain/members/settling.server.ts'
import { writeJudgements } from '#app/domain/rules/commands/settling.server.ts'
import { isOwn } from '#app/domain/rules/losses.ts'
import { type KnownAward, judgementsOf } from '#app/domain/rules/queries/settling.server.ts'
import { vestWord } from '#app/domain/rules/vesting.ts'
import type { DeedChange } from '#app/domain/standing/standing.ts'

/** Part of vesting: says of each deed that its points are the member's now. Answers the own deeds that begin to count by it. */
export async function vestWords(scope: Scope, turn: number, awards: readonly KnownAward[]): Promise<DeedChange[]> {
  const known = await judgementsOf(scope, [...new Set(awards.map((award) => award.activityId))])
  const words = known.flatMap((before) => {
    const mine = awards.filter((award) => award.activityId === before.activityId && award.memberId === before.memberId)
    const rules = mine.map((award) => award.ruleId)
    return mine.length > 0 ? [{ before, after: { ...before, ...vestWord(before, rules, scope.now) }, subject: mine[0]?.subject ?? '' }] : []
  })
  await writeJudgements(
    scope,
    turn,
    words.map(({ after }) => ({ ...after, replaces: true })),
  )
  const persons = await personsOf(
    scope,
    words.map(({ after }) => after.memberId),
  )
  return words
    .filter(({ before, after }) => before.status === 'pending' && after.status === 'counted' && before.sourceId !== hubSource && isOwn(after))
    .map(({ after: { memberId, kind, activityId, occurredAt: at, sourceId }, subject }) => {
      const who = persons.get(memberId)
      return { memberId: who?.person ?? memberId, kind, by: 1 as const, activityId, subject, at, sourceId, timeZone: who?.timeZone ?? 'UTC' }
    })
}
