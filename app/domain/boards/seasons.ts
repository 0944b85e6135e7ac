import { DateTime } from 'luxon'
import { z } from 'zod'

/** A season as pages and stories know it: [startsAt, endsAt), exact instants. */
export type Season = {
  id: number
  slug: string
  title: string
  startsAt: Date
  endsAt: Date
  /** How many of its first places win. */
  winners: number
  frozenAt: Date | null
  /** Changes of deeds that lie in it and came after it was frozen. */
  lateCount: number
  latePoints: number
}

export type SeasonState = 'planned' | 'running' | 'ending' | 'frozen'

/** Where a season is now. It is `ending` between its last moment and the freezing of its places, which takes less than a minute. */
export function seasonState(season: Pick<Season, 'startsAt' | 'endsAt' | 'frozenAt'>, now: Date): SeasonState {
  if (season.frozenAt !== null) return 'frozen'
  if (now < season.startsAt) return 'planned'
  return now < season.endsAt ? 'running' : 'ending'
}

/** What a season is called in addresses. */
export function slugFrom(title: string): string {
  const plain = title.normalize('NFKD').replace(/[\u0300-\u036f]/g, '')
  const slug = plain
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '')
  return slug || 'untitled'
}

const localPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/

/** The instant of a wall clock time (`2026-12-01T00:00`) in a zone, or null. */
export function instantIn(timeZone: string, local: string): Date | null {
  const at = DateTime.fromISO(local, { zone: timeZone })
  return localPattern.test(local) && at.isValid ? at.toJSDate() : null
}

/** The wall clock time of an instant in a zone, as a form wants it. */
export function localIn(timeZone: string, at: Date): string {
  return DateTime.fromJSDate(at, { zone: timeZone }).toFormat("yyyy-MM-dd'T'HH:mm:ss")
}

/** What a manager says of a season; times are wall clock times in the program's zone. */
export const seasonSchema = z.object({
  title: z.string({ error: 'Give the season a title.' }).trim().min(1, 'Give the season a title.').max(80, 'Use 80 characters or fewer.'),
  startsAt: z.string({ error: 'Say when it starts.' }).regex(localPattern, 'Say when it starts, with date and time.'),
  endsAt: z.string({ error: 'Say when it ends.' }).regex(localPattern, 'Say when it ends, with date and time.'),
  winners: z.coerce.number({ error: 'Say how many win.' }).int('Use a whole number.').min(1, 'At least one wins.').max(100, 'At most 100 win.'),
})
