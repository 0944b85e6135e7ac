import { sqlAlone } from '#app/db/transaction.server.ts'
import { badgeProgress, countFor } from '#app/domain/standing/badges.ts'
import type { BadgeCard } from '#app/domain/standing/standing.ts'
import type { BadgeLine } from '#app/domain/standing/views.ts'

/** A badge at the highest tier a member holds (for a repeatable one: how many times). */
export type HeldBadge = {
  id: number
  slug: string
  title: string
  story: string
  kinds: string[]
  tiers: number[]
  every: number | null
  tier: number
  grantedAt: Date
}

/** The member's badges, each at its highest tier, the newest first. */
export async function heldBadges(program: number, memberId: number, limit = 100): Promise<HeldBadge[]> {
  return sqlAlone<HeldBadge>(
    `SELECT b.id, b.slug, b.title, b.story, b.kinds, b.tiers, b.every, g.tier, g.granted_at AS "grantedAt"
     FROM (SELECT DISTINCT ON (badge_id) badge_id, tier, granted_at FROM badge_grant WHERE program_id = $1 AND member_id = $2 ORDER BY badge_id, tier DESC) AS g
     JOIN badge b ON b.program_id = $1 AND b.id = g.badge_id ORDER BY g.granted_at DESC, b.id LIMIT $3`,
    [program, memberId, limit],
  )
}

/** All badges as a member may know them, with progress. A secret one is in it only once it is held, a retired one only while it is. */
export async function badgeBook(program: number, memberId: number): Promise<BadgeLine[]> {
  const [badges, tallies, gifts, grants] = await Promise.all([
    sqlAlone<BadgeCard>(
      `SELECT id, slug, title, story, kinds, tiers, every, secret, retired FROM badge b WHERE program_id = $1 AND ((NOT secret AND NOT retired)
         OR EXISTS (SELECT FROM badge_grant g WHERE g.program_id = $1 AND g.badge_id = b.id AND g.member_id = $2)) ORDER BY id`,
      [program, memberId],
    ),
    sqlAlone<{ kind: string; count: number }>('SELECT kind, count FROM tally WHERE program_id = $1 AND member_id = $2', [program, memberId]),
    sqlAlone<{ badgeId: number; count: number }>(
      'SELECT badge_id AS "badgeId", count(*)::int AS count FROM badge_gift WHERE program_id = $1 AND member_id = $2 GROUP BY badge_id',
      [program, memberId],
    ),
    sqlAlone<{ badgeId: number; tier: number; at: Date; activityId: number }>(
      `SELECT badge_id AS "badgeId", tier, granted_at AS at, activity_id AS "activityId" FROM badge_grant
       WHERE program_id = $1 AND member_id = $2 ORDER BY badge_id, tier`,
      [program, memberId],
    ),
  ])
  const counts = new Map(tallies.map((row) => [row.kind, row.count]))
  return badges.map((badge) => {
    const held = grants.filter((grant) => grant.badgeId === badge.id).map(({ tier, at, activityId }) => ({ tier, at, activityId }))
    const given = gifts.find((gift) => gift.badgeId === badge.id)?.count ?? 0
    const progress = badgeProgress(badge, countFor(badge, counts, given))
    return { badge, progress: { ...progress, tier: held.at(-1)?.tier ?? 0 }, held }
  })
}

/** How many members hold each badge, for managers. */
export async function badgeNumbers(program: number): Promise<Map<number, number>> {
  const rows = await sqlAlone<{ id: number; count: number }>(
    'SELECT badge_id AS id, count(DISTINCT member_id)::int AS count FROM badge_grant WHERE program_id = $1 GROUP BY badge_id',
    [program],
  )
  return new Map(rows.map((row) => [row.id, row.count]))
}
