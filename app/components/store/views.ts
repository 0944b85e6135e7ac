import type { BarrierCode } from '#app/domain/store/barriers.ts'
import { type Reward, type Variant, freeOf, kindTitles } from '#app/domain/store/rewards.ts'

/** A reward on a member's shelf. */
export type CardView = {
  slug: string
  title: string
  summary: string
  picture: string | null
  kind: string
  price: number
  /** The price for all, when this reader pays less. */
  before: number | null
  /** Points still to earn; null when there are enough. */
  toGo: number | null
  /** How far the reader's points reach, 0 to 1. */
  reach: number
  /** How many are left, where few are; null otherwise. */
  left: number | null
  soldOut: boolean
  /** What else stands in the way, in a sentence. */
  barrier: string | null
  wished: boolean
}

type Line = {
  reward: Reward
  variants: readonly Variant[]
  price: number
  barriers: readonly { code: BarrierCode; words: string; missing?: number }[]
}

/** How many are left of all choices together; null when it does not run out. */
export function leftOf(variants: readonly Variant[]): number | null {
  const free = variants.map(freeOf)
  return free.includes(null) ? null : free.reduce<number>((sum, one) => sum + (one ?? 0), 0)
}

/** A reward as a card. */
export function cardView({ reward, variants, price, barriers }: Line, spendable: number, wished: boolean): CardView {
  const left = leftOf(variants)
  const missing = barriers.find((one) => one.code === 'too_few_points')?.missing ?? null
  const other = barriers.find((one) => one.code !== 'too_few_points' && one.code !== 'sold_out')
  const lowAt = Math.max(0, ...variants.map((variant) => variant.lowAt))
  return {
    slug: reward.slug,
    title: reward.title,
    summary: reward.summary,
    picture: reward.pictures[0] ?? null,
    kind: kindTitles[reward.kind],
    price,
    before: price < reward.price ? reward.price : null,
    toGo: missing,
    reach: Math.min(1, spendable / price),
    left: left !== null && left > 0 && left <= lowAt ? left : null,
    soldOut: barriers.some((one) => one.code === 'sold_out'),
    barrier: other?.words ?? null,
    wished,
  }
}

/** What a reader saves for, shown at the door: the nearest thing on the wish list, else the nearest of which most is earned. Null where nothing is near. */
export function goalOf(cards: readonly CardView[]): CardView | null {
  const far = cards.filter((card) => card.toGo !== null && card.barrier === null && !card.soldOut).sort((one, other) => other.reach - one.reach)
  return far.find((card) => card.wished) ?? far.find((card) => card.reach >= 0.6) ?? null
}

/** An amount of money, from cents. */
export function money(cents: number, unit: string, locale = 'en'): string {
  return (cents / 100).toLocaleString(locale, { style: 'currency', currency: unit })
}
