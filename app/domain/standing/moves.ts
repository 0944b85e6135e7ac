import { countFor, tiersCrossed } from './badges.ts'
import { type Held, levelFor } from './levels.ts'
import type { BadgeCard, Level } from './standing.ts'

/** A person who would gain so much, with what they have: lifetime points, badges, counted deeds by kind; and what would count or be given on top. */
export type Gaining = {
  person: number
  lifetime: number
  points: number
  held: Held
  tallies: ReadonlyMap<string, number>
  counted: ReadonlyMap<string, number>
  given: ReadonlyMap<string, number>
}

export type LevelMove = { person: number; from: number; to: number }
export type BadgeMove = { person: number; badge: string; tier: number }

/** Which badges (their highest new tier) and levels would move for these people. Levels see the new badges. */
export function movesOf(
  levels: readonly Level[],
  badges: readonly BadgeCard[],
  people: readonly Gaining[],
): { levels: LevelMove[]; badges: BadgeMove[] } {
  const moves: { levels: LevelMove[]; badges: BadgeMove[] } = { levels: [], badges: [] }
  for (const one of people) {
    const fresh = new Map<string, number>()
    for (const badge of badges) {
      const before = countFor(badge, one.tallies)
      const added = countFor(badge, one.counted, one.given.get(badge.slug) ?? 0)
      const gained = added === 0 ? [] : tiersCrossed(badge, before, before + added).gained.filter((tier) => tier > (one.held.get(badge.slug) ?? 0))
      if (gained.length > 0) fresh.set(badge.slug, Math.max(...gained))
    }
    for (const [badge, tier] of fresh) moves.badges.push({ person: one.person, badge, tier })
    const from = levelFor(levels, one.lifetime, one.held)
    const to = levelFor(levels, one.lifetime + one.points, new Map([...one.held, ...fresh]))
    if (to !== from) moves.levels.push({ person: one.person, from, to })
  }
  return moves
}
