import { sqlAlone } from '#app/db/transaction.server.ts'
import { heldBySlug } from './levels.ts'
import type { BadgeCard, Level } from './standing.ts'

export { badgeBook, badgeNumbers, heldBadges, type HeldBadge } from './queries/badges.server.ts'
export { cardsOf, streaksOf } from './queries/keeping.server.ts'
export { allBadges, allCards, allPaths, allStreaks, pathsOf } from './queries/definitions.server.ts'
export { firstsSince, type Moment, momentById, yearOf } from './queries/moments.server.ts'

/** The levels of a program, lowest first. */
export async function levelsOf(program: number): Promise<Level[]> {
  return sqlAlone<Level>(
    `SELECT rank, title, points_needed AS "pointsNeeded", badges_needed AS "badgesNeeded", badge_needs AS "badgeNeeds", story, perks
     FROM level WHERE program_id = $1 ORDER BY rank`,
    [program],
  )
}

/** The badges of a program that anybody may know of, in the order in which they were added. */
export async function badgesOf(program: number): Promise<BadgeCard[]> {
  return sqlAlone<BadgeCard>(
    `SELECT id, slug, title, story, kinds, tiers, every, secret, retired FROM badge WHERE program_id = $1 AND NOT secret AND NOT retired ORDER BY id`,
    [program],
  )
}

/** A member's present level, or null before the first points. */
export async function levelOf(program: number, memberId: number): Promise<{ rank: number; title: string } | null> {
  const [row] = await sqlAlone<{ rank: number; title: string }>(
    `SELECT l.rank, l.title FROM standing s JOIN level l ON l.program_id = s.program_id AND l.rank = s.level
     WHERE s.program_id = $1 AND s.member_id = $2`,
    [program, memberId],
  )
  return row ?? null
}

/** How many counted activities of each kind a member has. */
export async function talliesOf(program: number, memberId: number): Promise<Map<string, number>> {
  const rows = await sqlAlone<{ kind: string; count: number }>('SELECT kind, count FROM tally WHERE program_id = $1 AND member_id = $2', [
    program,
    memberId,
  ])
  return new Map(rows.map((row) => [row.kind, row.count]))
}

/** What a member holds, by slug, each badge at its highest tier. */
export async function heldSlugs(program: number, memberId: number): Promise<Map<string, number>> {
  const rows = await sqlAlone<{ id: number; slug: string; badgeId: number; tier: number }>(
    `SELECT b.id, b.slug, g.badge_id AS "badgeId", max(g.tier)::int AS tier FROM badge_grant g JOIN badge b ON b.program_id = g.program_id AND b.id = g.badge_id
     WHERE g.program_id = $1 AND g.member_id = $2 AND NOT b.retired GROUP BY b.id, b.slug, g.badge_id`,
    [program, memberId],
  )
  return heldBySlug(rows, rows)
}

/** The level a member rose to since an instant (the highest of several), or null. A level lost again does not count. */
export async function levelReachedSince(program: number, memberId: number, since: Date): Promise<Level | null> {
  const [row] = await sqlAlone<Level>(
    `SELECT l.rank, l.title, l.points_needed AS "pointsNeeded", l.badges_needed AS "badgesNeeded", l.badge_needs AS "badgeNeeds", l.story, l.perks
     FROM standing s JOIN level l ON l.program_id = s.program_id AND l.rank = s.level
     WHERE s.program_id = $1 AND s.member_id = $2 AND EXISTS (
       SELECT FROM level_change c WHERE c.program_id = $1 AND c.member_id = $2 AND c.at > $3 AND c.to_level = s.level AND c.to_level > c.from_level)`,
    [program, memberId, since],
  )
  return row ?? null
}
