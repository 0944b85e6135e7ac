import type { BadgeCard } from './standing.ts'

type Ladder = Pick<BadgeCard, 'tiers' | 'every'>

/** Kinds of badges, as managers choose them. */
export const badgeForms = { tiered: 'In tiers', once: 'Once', repeatable: 'Again and again', manual: 'By hand' } as const
export type BadgeForm = keyof typeof badgeForms

/** The ladder of a tiered badge unless a manager writes another. */
export const ladder: readonly number[] = [1, 5, 10, 25, 50]

/** Which form a badge has: without kinds it is given by hand or by a rule. */
export function formOf(badge: Pick<BadgeCard, 'kinds' | 'tiers' | 'every'>): BadgeForm {
  if (badge.kinds.length === 0) return 'manual'
  if (badge.every !== null) return 'repeatable'
  return badge.tiers.length === 1 ? 'once' : 'tiered'
}

/** How many counted activities a member has towards a badge; what was given (by hand or by a rule) counts along. */
export function countFor(badge: Pick<BadgeCard, 'kinds'>, tallies: ReadonlyMap<string, number>, given = 0): number {
  return badge.kinds.reduce((sum, kind) => sum + (tallies.get(kind) ?? 0), given)
}

/** The tiers that a count reaches; for a repeatable badge the how-manieth times. */
export function tiersReached(badge: Ladder, count: number): number[] {
  if (badge.every === null) return badge.tiers.filter((tier) => tier <= count)
  return Array.from({ length: Math.max(0, Math.floor(count / badge.every)) }, (_, index) => index + 1)
}

/** What a change of the count grants and takes back, without looking at what is far from it. */
export function tiersCrossed(badge: Ladder, before: number, after: number): { gained: number[]; lost: number[] } {
  const between = (low: number, high: number): number[] => {
    if (badge.every === null) return badge.tiers.filter((tier) => tier > low && tier <= high)
    const from = Math.max(0, Math.floor(low / badge.every))
    return Array.from({ length: Math.max(0, Math.floor(high / badge.every) - from) }, (_, index) => from + index + 1)
  }
  return { gained: between(before, after), lost: between(after, before) }
}

export type BadgeProgress = {
  /** Counted so far, and the count that grants the next. */
  current: number
  target: number | null
  /** The highest tier held (how many times, for a repeatable one); 0 when not held. */
  tier: number
}

/** How far a member is with a badge: current/target is what is counted against what grants the next one; no target when there is nothing more. */
export function badgeProgress(badge: Pick<BadgeCard, 'kinds' | 'tiers' | 'every'>, count: number): BadgeProgress {
  const reached = tiersReached(badge, count)
  const tier = reached.length === 0 ? 0 : Math.max(...reached)
  const target = badge.every === null ? (badge.tiers.filter((one) => one > count).sort((a, b) => a - b)[0] ?? null) : (tier + 1) * badge.every
  return { current: Math.max(0, count), target: badge.kinds.length === 0 ? null : target, tier }
}
