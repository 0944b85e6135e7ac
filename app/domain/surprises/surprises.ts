import { DateTime } from 'luxon'
import { z } from 'zod'

export type SurpriseState = 'off' | 'on' | 'done'
export const rhythms = { once: 'Once', day: 'Every day', week: 'Every week' } as const
export type Rhythm = keyof typeof rhythms

/** A surprise with what it has cost so far. */
export type Surprise = {
  id: number
  title: string
  words: string
  state: SurpriseState
  kinds: string[]
  least: number
  days: number
  levelFrom: number
  levelTo: number | null
  winners: number
  amount: number
  budget: number
  every: Rhythm
  nextAt: Date | null
  spent: number
  reached: number
}

/** How many can still be paid this time: never more than asked for, nor than the rest of the budget pays whole. */
export function placesLeft(surprise: Pick<Surprise, 'winners' | 'amount' | 'budget'>, spent: number): number {
  return Math.max(0, Math.min(surprise.winners, Math.floor((surprise.budget - spent) / surprise.amount)))
}

/** When the next draw comes after this one, at the same time of the day in the zone; null for one that happens once. A late worker skips what it missed. */
export function nextDraw(every: Rhythm, at: Date, now: Date, timeZone: string): Date | null {
  if (every === 'once') return null
  const step = every === 'day' ? { days: 1 } : { weeks: 1 }
  let next = DateTime.fromJSDate(at, { zone: timeZone }).plus(step)
  while (next.toJSDate() <= now) next = next.plus(step)
  return next.toJSDate()
}

const whole = (from: number, to: number) =>
  z.coerce
    .number({ error: 'Use a whole number.' })
    .int('Use a whole number.')
    .min(from, `Use ${from} or more.`)
    .max(to, `Use ${to.toLocaleString('en')} or fewer.`)

/** What a manager says of a surprise; the time is a wall clock time in the program's zone. */
export const surpriseSchema = z
  .object({
    title: z.string({ error: 'Give it a title.' }).trim().min(1, 'Give it a title.').max(80, 'Use 80 characters or fewer.'),
    words: z.string({ error: 'Say what it was for.' }).trim().min(10, 'Say what it was for, in a sentence.').max(300, 'Use 300 characters or fewer.'),
    kinds: z.array(z.string().max(100)).default([]),
    least: whole(1, 10_000),
    days: whole(1, 366),
    levelFrom: whole(0, 100).default(0),
    levelTo: z.preprocess((value) => (value === '' ? undefined : value), whole(0, 100).optional()),
    winners: whole(1, 1000),
    amount: whole(1, 1_000_000),
    budget: whole(1, 1_000_000_000),
    every: z.enum(['once', 'day', 'week']),
    firstAt: z.string({ error: 'Say when.' }).regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/, 'Say when, with date and time.'),
  })
  .refine((one) => one.budget >= one.amount, { path: ['budget'], error: 'The budget must pay at least one.' })
export type SurpriseForm = z.infer<typeof surpriseSchema>
