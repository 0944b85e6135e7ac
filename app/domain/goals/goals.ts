import { z } from 'zod'

export type GoalState = 'open' | 'met' | 'missed' | 'dropped'
export const readings = { latest: 'The latest report', highest: 'The highest report', sum: 'All reports together' } as const
export type Reading = keyof typeof readings

/** What one member wants to reach within [startsAt, endsAt). */
export type Goal = {
  id: number
  memberId: number
  title: string
  counts: 'deeds' | 'metric'
  kinds: string[]
  metric: string
  reading: Reading
  target: number
  startsAt: Date
  endsAt: Date
  bonus: number
  state: GoalState
  metAt: Date | null
  closedAt: Date | null
  reached: number | null
  setBy: number
}

/** What the signed channel reported of a figure. */
export type Report = { at: Date; value: number }

/** One figure from reports, oldest first: 0 before the first. */
export function figureOf(reports: readonly Report[], reading: Reading): number {
  if (reports.length === 0) return 0
  if (reading === 'sum') return reports.reduce((sum, report) => sum + report.value, 0)
  if (reading === 'highest') return Math.max(...reports.map((report) => report.value))
  return [...reports].sort((one, other) => one.at.getTime() - other.at.getTime()).at(-1)?.value ?? 0
}

/** How much of a goal is done, in whole percent from 0 to 100; 100 only when it is reached. */
export function percentOf(done: number, target: number): number {
  if (done >= target) return 100
  return Math.max(0, Math.min(99, Math.floor((done * 100) / target)))
}

const whole = (from: number, to: number) =>
  z.coerce
    .number({ error: 'Use a whole number.' })
    .int('Use a whole number.')
    .min(from, `Use ${from} or more.`)
    .max(to, `Use ${to.toLocaleString('en')} or fewer.`)

/** A goal as it is set; `until` is a day, the last that counts, in the member's own zone. One that names a figure follows it; any other counts deeds. */
export const goalSchema = z
  .object({
    key: z.uuid(),
    title: z.string({ error: 'Give the goal a title.' }).trim().min(1, 'Give the goal a title.').max(80, 'Use 80 characters or fewer.'),
    kinds: z.array(z.string().max(100)).default([]),
    metric: z.string().trim().max(60, 'Use 60 characters or fewer.').default(''),
    reading: z.enum(['latest', 'highest', 'sum']).default('latest'),
    target: whole(1, 1_000_000_000),
    until: z.string({ error: 'Say by when.' }).regex(/^\d{4}-\d{2}-\d{2}$/, 'Say by when.'),
    member: z.string().trim().max(60).default(''),
    bonus: whole(0, 1_000_000).default(0),
  })
  .transform((goal) => ({ ...goal, counts: goal.metric === '' ? ('deeds' as const) : ('metric' as const) }))
export type GoalForm = z.infer<typeof goalSchema>
