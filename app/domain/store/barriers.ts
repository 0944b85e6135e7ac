import { type Reward, type Variant, freeOf, limitSince, limitWords, priceFor } from './rewards.ts'
import { isServed } from './shipping.ts'

/** What the till knows of a person. `spendable` is over all their accounts, less what they owe. `orders` are those that were not given back. */
export type Shopper = {
  id: number
  spendable: number
  level: number
  badges: ReadonlySet<string>
  segments: ReadonlySet<number>
  country: string | null
  orders: readonly { rewardId: number; at: Date }[]
}

export const barrierCodes = [
  'not_there',
  'not_yet',
  'over',
  'sold_out',
  'level',
  'segment',
  'badge',
  'country',
  'not_served',
  'limit',
  'budget',
  'too_few_points',
] as const
export type BarrierCode = (typeof barrierCodes)[number]

/** One thing that stands between a person and a reward, in a sentence. `missing`: points still to earn. */
export type Barrier = { code: BarrierCode; words: string; missing?: number }

/** What is asked: a reward in one of its choices (null: any), to be sent to `country`. `spent` is the cost of its orders so far. */
export type Asked = { reward: Reward; variant: Variant | null; variants: readonly Variant[]; country: string | null; spent: number }

/** How things are called: levels, badges, segments, countries, points. */
export type Names = {
  level(rank: number): string
  badge(slug: string): string
  segment(id: number): string
  country(code: string): string
  points: string
}

/** Everything that stands between this person and this reward now, the most final first; empty: it can be ordered. */
export function barriersTo(asked: Asked, shopper: Shopper, names: Names, now: Date, timeZone: string): Barrier[] {
  const { reward } = asked
  const found = [...ofShelf(asked, now), ...ofPerson(asked, shopper, names, now, timeZone)]
  const missing = priceFor(reward, shopper) - shopper.spendable
  if (missing > 0) found.push({ code: 'too_few_points', words: `${missing.toLocaleString('en-US')} ${names.points} to go.`, missing })
  return found
}

function ofShelf({ reward, variant, variants, spent }: Asked, now: Date): Barrier[] {
  const found: Barrier[] = []
  if (reward.state !== 'live' || (variant && (variant.state !== 'live' || variant.rewardId !== reward.id)))
    found.push({ code: 'not_there', words: 'This is not on the shelf any more.' })
  if (reward.opensAt && now < reward.opensAt) found.push({ code: 'not_yet', words: 'It is not out yet.' })
  if (reward.closesAt && now >= reward.closesAt) found.push({ code: 'over', words: 'It was there for a while, and that is over.' })
  if (reward.kind === 'raffle' && reward.drawsAt && now >= reward.drawsAt) found.push({ code: 'over', words: 'The draw was held.' })
  const asked = variant ? [variant] : variants.filter((one) => one.state === 'live')
  if (!asked.some((one) => freeOf(one) !== 0))
    found.push({ code: 'sold_out', words: variant && variants.length > 1 ? 'This choice is sold out.' : 'Sold out.' })
  if (reward.budget !== null && spent + reward.cost > reward.budget)
    found.push({ code: 'budget', words: 'What the program set aside for it is used up.' })
  return found
}

function ofPerson({ reward, country }: Asked, shopper: Shopper, names: Names, now: Date, timeZone: string): Barrier[] {
  const found: Barrier[] = []
  if (reward.minLevel !== null && shopper.level < reward.minLevel)
    found.push({ code: 'level', words: `For members from the level ${names.level(reward.minLevel)} on.` })
  if (reward.segmentId !== null && !shopper.segments.has(reward.segmentId))
    found.push({ code: 'segment', words: `For ${names.segment(reward.segmentId)} only.` })
  if (reward.badgeSlug !== null && !shopper.badges.has(reward.badgeSlug))
    found.push({ code: 'badge', words: `For whoever has the badge ${names.badge(reward.badgeSlug)}.` })
  const where = country ?? shopper.country
  if (reward.countries.length > 0 && (where === null || !reward.countries.includes(where)))
    found.push({
      code: 'country',
      words: where === null ? 'Only for some countries. Say where you live in your settings.' : `Not offered in ${names.country(where)}.`,
    })
  if (reward.kind === 'physical' && where !== null && !isServed(reward, where))
    found.push({ code: 'not_served', words: `It cannot be sent to ${names.country(where)}.` })
  if (reward.limitCount !== null && reward.limitPeriod !== null) {
    const since = limitSince(reward.limitPeriod, now, timeZone)
    const had = shopper.orders.filter((order) => order.rewardId === reward.id && (since === null || order.at >= since)).length
    if (had >= reward.limitCount) found.push({ code: 'limit', words: `${limitWords(reward.limitCount, reward.limitPeriod)}: you have had yours.` })
  }
  return found
}
