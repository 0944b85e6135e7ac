import { z } from 'zod'

export type RaffleState = 'draft' | 'published' | 'paused' | 'drawn' | 'archived'

/** A raffle as pages know it. The seed is null until it is drawn. */
export type Raffle = {
  id: number
  slug: string
  title: string
  about: string
  origin: string
  state: RaffleState
  opensAt: Date
  closesAt: Date
  timeZone: string
  winners: number
  prize: string
  points: number
  badge: string | null
  levelFrom: number
  seedHash: string
  seed: string | null
  entrantsHash: string | null
  entrants: number
  drawnAt: Date | null
}

export type RafflePhase = 'ahead' | 'open' | 'drawing' | 'drawn' | 'paused'

/** Where a raffle is now. It is `drawing` between its last moment and the draw, which takes less than a minute. */
export function rafflePhase(raffle: Pick<Raffle, 'state' | 'opensAt' | 'closesAt'>, now: Date): RafflePhase {
  if (raffle.state === 'drawn') return 'drawn'
  if (raffle.state !== 'published') return 'paused'
  if (now < raffle.opensAt) return 'ahead'
  return now < raffle.closesAt ? 'open' : 'drawing'
}

const localTime = (words: string) => z.string({ error: words }).regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/, words)

/** What a manager says of a raffle; times are wall clock times in the zone. */
export const raffleSchema = z.object({
  title: z.string({ error: 'Give the raffle a title.' }).trim().min(1, 'Give the raffle a title.').max(80, 'Use 80 characters or fewer.'),
  about: z.string().trim().max(2000, 'Use 2,000 characters or fewer.').default(''),
  prize: z.string().trim().max(200, 'Use 200 characters or fewer.').default(''),
  opensAt: localTime('Say when it opens, with date and time.'),
  closesAt: localTime('Say when it closes, with date and time.'),
  timeZone: z.string({ error: 'Say in which zone.' }).max(60),
  winners: z.coerce.number({ error: 'Say how many win.' }).int('Use a whole number.').min(1, 'At least one wins.').max(1000, 'At most 1,000 win.'),
  points: z.coerce.number().int('Use a whole number.').min(0, 'Use 0 or more.').max(1_000_000, 'At most 1,000,000.').default(0),
  badge: z.string().max(60).default(''),
  levelFrom: z.coerce.number().int('Use a whole number.').min(0, 'Use 0 or more.').max(100, 'At most 100.').default(0),
})
export type RaffleForm = z.infer<typeof raffleSchema>
