import type { RuleAtVersion } from '#app/domain/rules/rules.ts'
import type { KindCards } from '#app/domain/rules/sentence.ts'
import { countFor } from '#app/domain/standing/badges.ts'
import type { BadgeCard } from '#app/domain/standing/standing.ts'

import { adapterOf, capital, cardOf, withArticle } from './kinds.ts'

/** Something a member could do next, and what it would bring. */
export type NextDeed = {
  key: string
  /** "An accepted answer" */
  title: string
  when: string
  adapter: string
  points: number
  first: boolean
  badge: { title: string; tier: number; missing: number } | null
}

type Ground = {
  rules: readonly RuleAtVersion[]
  cards: KindCards
  /** Adapters with an open channel: nothing else can arrive. */
  open: ReadonlySet<string>
  /** How often a rule has paid the member, by `rule/window`. */
  paid: ReadonlyMap<string, number>
  /** Kinds that counted for the member lately. */
  recent: ReadonlySet<string>
  badges: readonly Pick<BadgeCard, 'id' | 'slug' | 'title' | 'story' | 'kinds' | 'tiers'>[]
  tallies: ReadonlyMap<string, number>
}

/** What a deed of this kind would bring under a rule now: nothing when a limit is full. */
function payOf(rule: RuleAtVersion, paid: Ground['paid']): { points: number; first: boolean } | null {
  if (rule.limits.some((limit) => (paid.get(`${rule.id}/${limit.window}`) ?? 0) >= limit.count)) return null
  const first = rule.firstPoints !== undefined && (paid.get(`${rule.id}/ever`) ?? 0) === 0
  return { points: first ? (rule.firstPoints ?? rule.points) : rule.points, first }
}

/** The badge tier that is fewest deeds of this kind away. */
function nearestTier(kind: string, { badges, tallies }: Pick<Ground, 'badges' | 'tallies'>): NextDeed['badge'] {
  const near = badges
    .filter((badge) => badge.kinds.includes(kind))
    .flatMap((badge) => {
      const count = countFor(badge, tallies)
      const tier = [...badge.tiers].sort((one, other) => one - other).find((need) => need > count)
      return tier === undefined ? [] : [{ title: badge.title, tier, missing: tier - count }]
    })
  return near.sort((one, other) => one.missing - other.missing)[0] ?? null
}

const tierBonus = 2_000

/** How much a deed speaks for itself: see `nextDeeds`. */
function weightOf(deed: Pick<NextDeed, 'points' | 'first' | 'badge'>, known: boolean, recent: boolean): number {
  const reach = known || deed.first ? 1 : 0.4
  return deed.points * reach * (recent ? 0.25 : 1) + (known && deed.badge?.missing === 1 ? tierBonus : 0)
}

/**
 * What a member could do next, the best first: what pays most under the live rules and was not done lately. A badge tier that one more deed
 * completes goes before; what the member has never done, and no first one rewards, is further off. One suggestion a kind, none whose limit is full.
 */
export function nextDeeds(ground: Ground): NextDeed[] {
  const best = new Map<string, NextDeed & { weight: number }>()
  for (const rule of ground.rules.filter((one) => one.to === 'actor')) {
    const pay = payOf(rule, ground.paid)
    if (!pay) continue
    for (const kind of rule.kinds) {
      const card = cardOf(ground.cards, kind)
      if (card.undo || !ground.open.has(adapterOf(kind))) continue
      const badge = nearestTier(kind, ground)
      const weight = weightOf({ ...pay, badge }, (ground.tallies.get(kind) ?? 0) > 0, ground.recent.has(kind))
      const known = best.get(kind)
      if (known && known.weight >= weight) continue
      best.set(kind, { key: kind, title: capital(withArticle(card.noun[0])), when: card.when, adapter: adapterOf(kind), ...pay, badge, weight })
    }
  }
  return [...best.values()].sort((one, other) => other.weight - one.weight || one.key.localeCompare(other.key)).map(({ weight: _, ...deed }) => deed)
}
