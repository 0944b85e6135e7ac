import { sqlAlone } from '#app/db/transaction.server.ts'
import type { BadgeCard, Level } from './standing.ts'

export { heldBadges, type HeldBadge } from './queries/badges.server.ts'

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
