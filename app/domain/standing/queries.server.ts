import { sqlAlone } from '#app/db/transaction.server.ts'
import type { BadgeCard, Level } from './standing.ts'

/** The levels of a program, lowest first. */
export async function levelsOf(program: number): Promise<Level[]> {
  return sqlAlone<Level>(`SELECT rank, title, points_needed AS "pointsNeeded", story, perks FROM level WHERE program_id = $1 ORDER BY rank`, [
    program,
  ])
}

/** The badges of a program, in the order in which they were added. */
export async function badgesOf(program: number): Promise<BadgeCard[]> {
  return sqlAlone<BadgeCard>('SELECT id, slug, title, story, kinds, tiers FROM badge WHERE program_id = $1 ORDER BY id', [program])
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

/** A badge at the highest tier a member holds. */
export type HeldBadge = { id: number; slug: string; title: string; story: string; kinds: string[]; tiers: number[]; tier: number; grantedAt: Date }

/** The member's badges, each at its highest tier, the newest first. */
export async function heldBadges(program: number, memberId: number, limit = 100): Promise<HeldBadge[]> {
  return sqlAlone<HeldBadge>(
    `SELECT b.id, b.slug, b.title, b.story, b.kinds, b.tiers, g.tier, g.granted_at AS "grantedAt"
     FROM (SELECT DISTINCT ON (badge_id) badge_id, tier, granted_at FROM badge_grant WHERE program_id = $1 AND member_id = $2 ORDER BY badge_id, tier DESC) AS g
     JOIN badge b ON b.program_id = $1 AND b.id = g.badge_id ORDER BY g.granted_at DESC, b.id LIMIT $3`,
    [program, memberId, limit],
  )
}

/** The level a member rose to since an instant (the highest of several), or null. A level lost again does not count. */
export async function levelReachedSince(program: number, memberId: number, since: Date): Promise<{ rank: number; title: string } | null> {
  const [row] = await sqlAlone<{ rank: number; title: string }>(
    `SELECT l.rank, l.title FROM standing s JOIN level l ON l.program_id = s.program_id AND l.rank = s.level
     WHERE s.program_id = $1 AND s.member_id = $2 AND EXISTS (
       SELECT FROM level_change c WHERE c.program_id = $1 AND c.member_id = $2 AND c.at > $3 AND c.to_level = s.level AND c.to_level > c.from_level)`,
    [program, memberId, since],
  )
  return row ?? null
}
