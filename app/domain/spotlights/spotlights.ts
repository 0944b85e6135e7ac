import { DateTime } from 'luxon'
import { z } from 'zod'

export type Reason = { label: string; value: string }
export type Spotlight = {
  id: number
  slug: string
  title: string
  startsAt: Date
  endsAt: Date
  memberId: number
  citation: string
  reasons: Reason[]
  points: number
  badge: string | null
  publishedAt: Date
}

/** What the book says of a person in a time: points, deeds by kind (the most first), and how often they stood in the spotlight before. */
export type Candidate = {
  memberId: number
  points: number
  kinds: { kind: string; count: number; first: boolean }[]
  honored: number
}

/**
 * The shortlist: who was honored least often comes first, then more points, then more kinds of work, then the lower number. So a month's best comes first, and the same
 * person does not come first every month.
 */
export function rankCandidates(candidates: readonly Candidate[]): Candidate[] {
  return [...candidates].sort(
    (one, other) =>
      one.honored - other.honored || other.points - one.points || other.kinds.length - one.kinds.length || one.memberId - other.memberId,
  )
}

/** A month (`2026-11`) in the zone: its first moment, the first one after it, and its name. Null for anything else. */
export function monthOf(text: string, timeZone: string): { from: Date; until: Date; name: string } | null {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return null
  const start = DateTime.fromISO(`${text}-01`, { zone: timeZone })
  return { from: start.toJSDate(), until: start.plus({ months: 1 }).toJSDate(), name: start.setLocale('en').toFormat('LLLL yyyy') }
}

/** What a manager publishes: whom, for which month, with what words and award. */
export const spotlightSchema = z.object({
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'Choose a month.'),
  memberId: z.coerce.number({ error: 'Choose somebody.' }).int().min(1, 'Choose somebody.'),
  title: z.string({ error: 'Give it a title.' }).trim().min(1, 'Give it a title.').max(80, 'Use 80 characters or fewer.'),
  citation: z
    .string({ error: 'Say why.' })
    .trim()
    .min(20, 'Say why in 20 characters or more: it is what they will remember.')
    .max(600, 'Use 600 characters or fewer.'),
  points: z.coerce.number().int('Use a whole number.').min(0, 'Use 0 or more.').max(1_000_000, 'At most 1,000,000.').default(0),
  badge: z.string().max(60).default(''),
})
export type SpotlightForm = z.infer<typeof spotlightSchema>
