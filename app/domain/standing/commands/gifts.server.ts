import type { Scope } from '#app/db/transaction.server.ts'
import { definitionsIn } from '#app/domain/standing/settling.server.ts'
import type { BadgeCard } from '#app/domain/standing/standing.ts'
import { alignBadges, type Moved } from './badges.server.ts'
import { type Nudge, type StampChange, updateCards } from './cards.server.ts'

/** A badge given by hand or by a rule, once per key. `holderId` is whom it was given to when that is not the person (a merged member). */
export type Gift = { memberId: number; badge: string; key: string; activityId: number; at: Date; holderId?: number; reason?: string }

const nothing: Moved = { gains: [], losses: [] }

/** Gives one more of a badge; a known key gives nothing more. Answers what the member reached by it; an unknown or retired badge gives nothing. */
export async function grantBadge(scope: Scope, gift: Gift): Promise<Moved> {
  const { badges } = await definitionsIn(scope)
  const badge = badges.find((one) => one.slug === gift.badge)
  if (!badge) return nothing
  const rows = await scope.sql(
    `INSERT INTO badge_gift (program_id, member_id, badge_id, key, holder_id, activity_id, at, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT DO NOTHING RETURNING key`,
    [scope.program, gift.memberId, badge.id, gift.key, gift.holderId ?? gift.memberId, gift.activityId, gift.at, gift.reason ?? null],
  )
  if (rows.length === 0) return nothing
  return alignBadges(scope, [badge], [gift.memberId], new Map([[gift.memberId, { activityId: gift.activityId, at: gift.at }]]))
}

/** Takes back what was given under a key; without one, the newest gift by hand. Answers what the member lost by it. */
export async function revokeBadge(
  scope: Scope,
  gift: { memberId: number; badge: string; key: string | null; activityId?: number },
): Promise<Moved & { revoked: number }> {
  const [badge] = await scope.sql<BadgeCard>(
    'SELECT id, slug, title, story, kinds, tiers, every, secret, retired FROM badge WHERE program_id = $1 AND slug = $2',
    [scope.program, gift.badge],
  )
  if (!badge) return { ...nothing, revoked: 0 }
  const rows = await scope.sql(
    `DELETE FROM badge_gift WHERE (program_id, member_id, badge_id, key) IN (
       SELECT program_id, member_id, badge_id, key FROM badge_gift WHERE program_id = $1 AND member_id = $2 AND badge_id = $3
         AND (key = $4 OR ($4::text IS NULL AND starts_with(key, 'hand:'))) ORDER BY at DESC, key DESC LIMIT 1) RETURNING key`,
    [scope.program, gift.memberId, badge.id, gift.key],
  )
  if (rows.length === 0) return { ...nothing, revoked: 0 }
  const causes = new Map([[gift.memberId, { activityId: gift.activityId ?? 0, at: scope.now }]])
  return { ...(await alignBadges(scope, [badge], [gift.memberId], causes)), revoked: rows.length }
}

/** Stamps given by a rule, once per key: on the card with this slug. `stamps` below zero takes back what the key gave. */
export type GivenStamps = { memberId: number; card: string; stamps: number; key: string; activityId: number; at: Date; holderId?: number }

/** Gives stamps, or takes back what was given under the key. An unknown or retired card takes none. */
export async function addStamps(scope: Scope, given: GivenStamps): Promise<Moved & { nudges: Nudge[] }> {
  const { cards } = await definitionsIn(scope)
  const card = cards.find((one) => one.slug === given.card)
  if (!card) return { ...nothing, nudges: [] }
  const known = await scope.sql<{ at: Date; activityId: number }>(
    `SELECT at, activity_id AS "activityId" FROM stamp WHERE program_id = $1 AND holder_id = $2 AND origin = $3 AND card_id = $4`,
    [scope.program, given.holderId ?? given.memberId, given.key, card.id],
  )
  const [row] = known
  if ((row !== undefined) === given.stamps > 0) return { ...nothing, nudges: [] }
  const shared = { memberId: given.memberId, holderId: given.holderId ?? given.memberId, card, origin: given.key }
  const change: StampChange = row
    ? { ...shared, at: row.at, activityId: row.activityId, amount: 1, by: -1 }
    : { ...shared, at: given.at, activityId: given.activityId, amount: Math.min(50, given.stamps), by: 1 }
  return updateCards(scope, [change], new Map([[given.memberId, { activityId: given.activityId, at: given.at }]]))
}
