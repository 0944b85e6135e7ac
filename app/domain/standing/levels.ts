import type { BadgeCard, Level } from './standing.ts'

/** Badges held, by slug, each at its highest tier. */
export type Held = ReadonlyMap<string, number>

/** One thing a level asks for: how much there is and how much is needed. `badge` names the badge it is about. */
export type Condition = { about: 'points' | 'badges' | 'badge'; badge?: string; current: number; needed: number; met: boolean }

/** A need written `slug:tier`, taken apart. */
export function badgeNeed(need: string): { badge: string; tier: number } {
  const at = need.lastIndexOf(':')
  return at < 0 ? { badge: need, tier: 1 } : { badge: need.slice(0, at), tier: Number(need.slice(at + 1)) || 1 }
}

/** What a level asks of a member, each with the present and the needed number. Nothing asked: no conditions. */
export function conditionsOf(level: Level, lifetime: number, held: Held): Condition[] {
  const asked: Omit<Condition, 'met'>[] = []
  if (level.pointsNeeded > 0) asked.push({ about: 'points', current: Math.max(0, lifetime), needed: level.pointsNeeded })
  if (level.badgesNeeded > 0) asked.push({ about: 'badges', current: held.size, needed: level.badgesNeeded })
  for (const need of level.badgeNeeds) {
    const { badge, tier } = badgeNeed(need)
    asked.push({ about: 'badge', badge, current: held.get(badge) ?? 0, needed: tier })
  }
  return asked.map((condition) => ({ ...condition, met: condition.current >= condition.needed }))
}

/** The level a member holds: the last one up to which every condition is met. Answers 0 when there is none. */
export function levelFor(levels: readonly Level[], lifetime: number, held: Held = new Map()): number {
  let reached = 0
  for (const level of byRank(levels)) {
    if (!conditionsOf(level, lifetime, held).every((condition) => condition.met)) break
    reached = level.rank
  }
  return reached
}

function byRank(levels: readonly Level[]): Level[] {
  return [...levels].sort((one, other) => one.rank - other.rank)
}

export type Progress = {
  current: Level | null
  next: Level | null
  lifetime: number
  /** Points missing to the next level; 0 where only badges are. */
  missing: number
  /** The share of the way to the next level, 0 to 1, over all its conditions. */
  share: number
  /** What the next level asks for, and what the present one asked for. */
  conditions: Condition[]
  met: Condition[]
}

/** Where a member stands between two levels: what is missing to the next, exactly. */
export function progressOf(levels: readonly Level[], lifetime: number, held: Held = new Map()): Progress {
  const sorted = byRank(levels)
  const rank = levelFor(sorted, lifetime, held)
  const current = sorted.find((level) => level.rank === rank) ?? null
  const next = sorted.find((level) => level.rank > rank) ?? null
  const met = current ? conditionsOf(current, lifetime, held) : []
  if (!next) return { current, next, lifetime, missing: 0, share: 1, conditions: [], met }
  const from = current?.pointsNeeded ?? 0
  const conditions = conditionsOf(next, lifetime, held)
  const shares = conditions.map(({ about, current: have, needed }) =>
    about === 'points' ? clamp((lifetime - from) / Math.max(1, needed - from)) : clamp(have / needed),
  )
  const share = shares.length === 0 ? 1 : shares.reduce((sum, one) => sum + one, 0) / shares.length
  return { current, next, lifetime, missing: Math.max(0, next.pointsNeeded - lifetime), share, conditions, met }
}

const clamp = (share: number): number => Math.min(1, Math.max(0, share))

/** True if any level asks for badges, so that badges move levels. */
export function asksBadges(levels: readonly Level[]): boolean {
  return levels.some((level) => level.badgesNeeded > 0 || level.badgeNeeds.length > 0)
}

/** What is held by slug, from grants. */
export function heldBySlug(
  badges: readonly Pick<BadgeCard, 'id' | 'slug'>[],
  grants: readonly { badgeId: number; tier: number }[],
): Map<string, number> {
  const slugs = new Map(badges.map((badge) => [badge.id, badge.slug]))
  const held = new Map<string, number>()
  for (const { badgeId, tier } of grants) {
    const slug = slugs.get(badgeId)
    if (slug !== undefined) held.set(slug, Math.max(held.get(slug) ?? 0, tier))
  }
  return held
}
