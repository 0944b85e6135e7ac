import { sqlAlone } from '#app/db/transaction.server.ts'
import { goalsOfTeams, sharesOf } from '#app/domain/teams/queries.server.ts'
import { staysIn } from '#app/domain/teams/settling.server.ts'
import { spansWithin, type Team, type TeamGoal } from '#app/domain/teams/teams.ts'
import { measureWork } from './measure-work.server.ts'

/** A goal of a team with how much of it is done now, in all and by one person, and who stands paid. */
export type MeasuredGoal = TeamGoal & { done: number; mine: number; paid: number; paidMe: boolean }

/** Who is in a team now (the longest first), and how its goals stand at this moment, for a reader (null: a visitor). */
export async function describeTeam(
  program: number,
  team: Pick<Team, 'id'>,
  readerId: number | null,
): Promise<{ members: { memberId: number; joinedAt: Date }[]; goals: MeasuredGoal[] }> {
  const [stays, goals] = await Promise.all([staysIn({ sql: sqlAlone, program }, [team.id]), goalsOfTeams(program, [team.id])])
  const shares = await sharesOf(
    program,
    goals.map((goal) => goal.id),
    readerId,
  )
  const measured = await Promise.all(
    goals.map(async (goal) => {
      const done = await measureWork({ program }, { counts: goal.counts, kinds: goal.kinds, spans: spansWithin(stays, goal.startsAt, goal.endsAt) })
      const share = shares.get(goal.id)
      const sum = [...done.values()].reduce((total, one) => total + one, 0)
      return { ...goal, done: sum, mine: readerId === null ? 0 : (done.get(readerId) ?? 0), paid: share?.paid ?? 0, paidMe: share?.mine ?? false }
    }),
  )
  const members = stays.flatMap((stay) => (stay.leftAt === null ? [{ memberId: stay.memberId, joinedAt: stay.joinedAt }] : []))
  return { members, goals: measured }
}
