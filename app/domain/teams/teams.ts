import { z } from 'zod'

export type TeamState = 'open' | 'closed' | 'archived'
export type Team = { id: number; slug: string; name: string; about: string; state: TeamState; members: number }
export type GoalState = 'open' | 'reached' | 'missed' | 'dropped'

/** What a team wants to reach together within [startsAt, endsAt). */
export type TeamGoal = {
  id: number
  teamId: number
  title: string
  counts: 'deeds' | 'points'
  kinds: string[]
  target: number
  startsAt: Date
  endsAt: Date
  bonus: number
  share: number
  state: GoalState
  reachedAt: Date | null
  closedAt: Date | null
}

/** A time of a person in a team. */
export type Stay = { memberId: number; joinedAt: Date; leftAt: Date | null }
export type Span = { memberId: number; from: Date; until: Date }

/** The parts of these stays that lie within [from, until): what somebody does counts for the team in which they were when they did it. */
export function spansWithin(stays: readonly Stay[], from: Date, until: Date): Span[] {
  return stays.flatMap(({ memberId, joinedAt, leftAt }) => {
    const start = joinedAt > from ? joinedAt : from
    const end = leftAt !== null && leftAt < until ? leftAt : until
    return start < end ? [{ memberId, from: start, until: end }] : []
  })
}

/** Who is paid for a goal reached at an instant: whoever did their share and was still in the team then, or joined it later. In order of their numbers. */
export function eligible(stays: readonly Stay[], done: ReadonlyMap<number, number>, share: number, reachedAt: Date): number[] {
  const there = new Set(stays.filter((stay) => stay.leftAt === null || stay.leftAt >= reachedAt).map((stay) => stay.memberId))
  return [...there].filter((memberId) => (done.get(memberId) ?? 0) >= Math.max(1, share)).sort((one, other) => one - other)
}

export const teamSchema = z.object({
  name: z.string({ error: 'Give the team a name.' }).trim().min(1, 'Give the team a name.').max(60, 'Use 60 characters or fewer.'),
  about: z.string().trim().max(300, 'Use 300 characters or fewer.').default(''),
  state: z.enum(['open', 'closed', 'archived']).default('open'),
})
export type TeamForm = z.infer<typeof teamSchema>

const localTime = (words: string) => z.string({ error: words }).regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/, words)
const whole = (from: number, to: number) =>
  z.coerce
    .number()
    .int('Use a whole number.')
    .min(from, `Use ${from} or more.`)
    .max(to, `Use ${to.toLocaleString('en')} or fewer.`)

/** A goal for one team, or (team `all`) the same for every open team. Times are wall clock times in the program's zone. */
export const teamGoalSchema = z.object({
  team: z.string({ error: 'Choose a team.' }).regex(/^(all|\d{1,9})$/, 'Choose a team.'),
  title: z.string({ error: 'Give the goal a title.' }).trim().min(1, 'Give the goal a title.').max(80, 'Use 80 characters or fewer.'),
  counts: z.enum(['deeds', 'points'], { error: 'Choose what counts.' }),
  kinds: z.array(z.string().max(100)).default([]),
  target: whole(1, 1_000_000_000),
  startsAt: localTime('Say when it starts.'),
  endsAt: localTime('Say when it ends.'),
  bonus: whole(0, 1_000_000).default(0),
  share: whole(1, 1_000_000).default(1),
})
export type TeamGoalForm = z.infer<typeof teamGoalSchema>
