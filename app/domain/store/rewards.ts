import { DateTime } from 'luxon'

export const rewardKinds = ['physical', 'code', 'access', 'experience', 'donation', 'raffle', 'other'] as const
export type RewardKind = (typeof rewardKinds)[number]

export const kindTitles: Readonly<Record<RewardKind, string>> = {
  physical: 'Things',
  code: 'Gift codes',
  access: 'Access',
  experience: 'Experiences',
  donation: 'Donations',
  raffle: 'Raffles',
  other: 'Other',
}

/** Kinds that are handed over in the moment they are approved. */
export const instantKinds: readonly RewardKind[] = ['code', 'donation']

export const limitPeriods = ['day', 'week', 'month', 'year', 'ever'] as const
export type LimitPeriod = (typeof limitPeriods)[number]

/** A lower price for whoever has at least this level, or is in this segment. */
export type Offer = { level?: number; segment?: number; price: number }

/** A reward as the shelf and the till know it, with the price that holds now. Money is in cents of the store's unit. */
export type Reward = {
  id: number
  slug: string
  kind: RewardKind
  title: string
  summary: string
  body: string
  pictures: string[]
  state: 'draft' | 'live' | 'retired'
  price: number
  offers: Offer[]
  approval: 'auto' | 'manual'
  highValue: boolean
  minLevel: number | null
  segmentId: number | null
  badgeSlug: string | null
  countries: string[]
  limitCount: number | null
  limitPeriod: LimitPeriod | null
  opensAt: Date | null
  closesAt: Date | null
  budget: number | null
  cost: number
  taxValue: number
  shipsFrom: string | null
  served: string[]
  dutyFree: string[]
  dutiesNote: string
  daysLeast: number | null
  daysMost: number | null
  fulfiller: string
  settings: Record<string, string>
  benefits: string
  drawsAt: Date | null
  /** Of a raffle: how many win, and what becomes of the points of all others. */
  winners: number
  losers: 'spent' | 'back'
  position: number
  restock: number
}

/** What one can choose of a reward, with its counters. */
export type Variant = {
  id: number
  rewardId: number
  size: string
  color: string
  sku: string
  position: number
  state: 'live' | 'retired'
  unlimited: boolean
  stocked: number
  held: number
  sold: number
  lowAt: number
}

/** How many are free; null when it does not run out. */
export function freeOf(variant: Pick<Variant, 'unlimited' | 'stocked' | 'held' | 'sold'>): number | null {
  return variant.unlimited ? null : Math.max(0, variant.stocked - variant.held - variant.sold)
}

/** A choice in words: "M, forest"; empty when there is nothing to choose. */
export function choiceWords(variant: Pick<Variant, 'size' | 'color'>): string {
  return [variant.size, variant.color].filter(Boolean).join(', ')
}

/** The best price for somebody of this level in these segments. */
export function priceFor(reward: Pick<Reward, 'price' | 'offers'>, who: { level: number; segments: ReadonlySet<number> }): number {
  const open = reward.offers.filter(
    (offer) => (offer.level === undefined || who.level >= offer.level) && (offer.segment === undefined || who.segments.has(offer.segment)),
  )
  return Math.min(reward.price, ...open.map((offer) => offer.price))
}

/** True if a new price makes it dearer for anybody: then it is announced first. */
export function isDearer(from: { price: number; offers: readonly Offer[] }, to: { price: number; offers: readonly Offer[] }): boolean {
  if (to.price > from.price) return true
  const covered = (offer: Offer): boolean =>
    offer.price >= to.price ||
    to.offers.some((one) => one.price <= offer.price && reaches(one.level, offer.level) && same(one.segment, offer.segment))
  return from.offers.some((offer) => !covered(offer))
}

const reaches = (level: number | undefined, other: number | undefined): boolean => level === undefined || (other !== undefined && level <= other)
const same = (segment: number | undefined, other: number | undefined): boolean => segment === undefined || segment === other

/** The instant from which orders count against a limit, in the program's zone; null: from the beginning. */
export function limitSince(period: LimitPeriod, now: Date, timeZone: string): Date | null {
  return period === 'ever' ? null : DateTime.fromJSDate(now, { zone: timeZone }).startOf(period).toJSDate()
}

const periodWords: Record<LimitPeriod, string> = { day: 'a day', week: 'a week', month: 'a month', year: 'a year', ever: 'in all' }

/** A limit in words: "At most 2 a year for each member". */
export function limitWords(count: number, period: LimitPeriod): string {
  return `At most ${count} ${periodWords[period]} for each member`
}

/** The segments that these rewards ask about, each once. */
export function segmentsAsked(rewards: readonly Pick<Reward, 'segmentId' | 'offers'>[]): number[] {
  const asked = rewards.flatMap((reward) => [reward.segmentId, ...reward.offers.map((offer) => offer.segment)])
  return [...new Set(asked.filter((id): id is number => typeof id === 'number'))]
}
