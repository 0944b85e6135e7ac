/** A level and the lifetime points it asks for. */
export type Level = { rank: number; title: string; pointsNeeded: number; story: string; perks: readonly string[] }

/** A tiered badge: each tier is held while the member's counted activities of its kinds reach it. */
export type BadgeCard = { id: number; slug: string; title: string; story: string; kinds: readonly string[]; tiers: readonly number[] }

/** The level that lifetime points reach: the highest whose need is met. Answers rank 0 when there are no levels. */
export function levelFor(levels: readonly Level[], lifetime: number): number {
  return levels.reduce((reached, level) => (level.pointsNeeded <= lifetime && level.rank > reached ? level.rank : reached), 0)
}

export type Progress = { current: Level | null; next: Level | null; lifetime: number; missing: number; share: number }

/** Where a member stands between two levels: what is missing to the next, exactly, and the share of the way (0 to 1). */
export function progressOf(levels: readonly Level[], lifetime: number): Progress {
  const sorted = [...levels].sort((one, other) => one.rank - other.rank)
  const rank = levelFor(sorted, lifetime)
  const current = sorted.find((level) => level.rank === rank) ?? null
  const next = sorted.find((level) => level.rank > rank) ?? null
  if (!next) return { current, next, lifetime, missing: 0, share: 1 }
  const from = current?.pointsNeeded ?? 0
  const share = Math.min(1, Math.max(0, (lifetime - from) / Math.max(1, next.pointsNeeded - from)))
  return { current, next, lifetime, missing: Math.max(0, next.pointsNeeded - lifetime), share }
}

/** How many counted activities a member has towards a badge. */
export function countFor(badge: Pick<BadgeCard, 'kinds'>, tallies: ReadonlyMap<string, number>): number {
  return badge.kinds.reduce((sum, kind) => sum + (tallies.get(kind) ?? 0), 0)
}

/** The tiers that a count reaches. */
export function tiersReached(badge: Pick<BadgeCard, 'tiers'>, count: number): number[] {
  return badge.tiers.filter((tier) => tier <= count)
}
