import { sqlAlone } from '#app/db/transaction.server.ts'

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
