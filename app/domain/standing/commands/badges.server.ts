import type { Scope } from '#app/db/transaction.server.ts'
import { countFor, formOf, tiersCrossed, tiersReached } from '#app/domain/standing/badges.ts'
import type { BadgeCard, Gain, Loss } from '#app/domain/standing/standing.ts'
import type { TallyMove } from './deeds.server.ts'

export type Moved = { gains: Gain[]; losses: Loss[] }

/** Why and when a member's standing moves now: the activity, and the time of the deed. */
export type Cause = { activityId: number; at: Date }
export type Causes = ReadonlyMap<number, Cause>

type Tier = { badge: BadgeCard; memberId: number; tier: number }

/** Grants and takes back the badge tiers that changed tallies cross. */
export async function updateBadges(scope: Scope, badges: readonly BadgeCard[], moves: readonly TallyMove[], causes: Causes): Promise<Moved> {
  const kinds = new Set(moves.map((move) => move.kind))
  const touched = badges.filter((badge) => badge.kinds.some((kind) => kinds.has(kind)))
  if (touched.length === 0) return { gains: [], losses: [] }
  const counting = new Set(touched.flatMap((badge) => badge.kinds))
  const moving = moves.filter((move) => counting.has(move.kind))
  const members = [...new Set(moving.map((move) => move.memberId))]
  const counts = await countsIn(scope, touched, members)
  const delta = new Map<string, number>()
  for (const move of moving) delta.set(`${move.memberId}/${move.kind}`, move.after - move.before)
  const gained: Tier[] = []
  const lost: Tier[] = []
  for (const memberId of members) {
    for (const badge of touched) {
      const by = badge.kinds.reduce((sum, kind) => sum + (delta.get(`${memberId}/${kind}`) ?? 0), 0)
      if (by === 0) continue
      const after = counts(memberId, badge)
      const crossed = tiersCrossed(badge, after - by, after)
      gained.push(...crossed.gained.map((tier) => ({ badge, memberId, tier })))
      lost.push(...crossed.lost.map((tier) => ({ badge, memberId, tier })))
    }
  }
  return writeGrants(scope, gained, lost, causes)
}

/** Brings the badges of members wholly in line with their counts, whatever they held: after a gift, an edit, a merge. */
export async function alignBadges(scope: Scope, badges: readonly BadgeCard[], members: readonly number[], causes: Causes): Promise<Moved> {
  if (badges.length === 0 || members.length === 0) return { gains: [], losses: [] }
  const counts = await countsIn(scope, badges, members)
  const rows = await scope.sql<{ memberId: number; badgeId: number; tier: number }>(
    'SELECT member_id AS "memberId", badge_id AS "badgeId", tier FROM badge_grant WHERE program_id = $1 AND member_id = ANY($2::bigint[])',
    [scope.program, members],
  )
  const held = new Map<string, Set<number>>()
  for (const row of rows) held.set(`${row.memberId}/${row.badgeId}`, (held.get(`${row.memberId}/${row.badgeId}`) ?? new Set()).add(row.tier))
  const gained: Tier[] = []
  const lost: Tier[] = []
  for (const memberId of members) {
    for (const badge of badges) {
      const due = new Set(tiersReached(badge, counts(memberId, badge)))
      const has = held.get(`${memberId}/${badge.id}`) ?? new Set<number>()
      gained.push(...[...due].filter((tier) => !has.has(tier)).map((tier) => ({ badge, memberId, tier })))
      lost.push(...[...has].filter((tier) => !due.has(tier)).map((tier) => ({ badge, memberId, tier })))
    }
  }
  return writeGrants(scope, gained, lost, causes)
}

/** Reads what these members have counted and were given, for these badges. */
async function countsIn(
  scope: Scope,
  badges: readonly BadgeCard[],
  members: readonly number[],
): Promise<(memberId: number, badge: BadgeCard) => number> {
  const rows = await scope.sql<{ memberId: number; what: string; count: number }>(
    `SELECT t.member_id AS "memberId", t.kind AS what, t.count FROM unnest($2::bigint[]) AS m(id) CROSS JOIN unnest($3::text[]) AS k(kind)
     JOIN tally t ON t.program_id = $1 AND t.member_id = m.id AND t.kind = k.kind
     UNION ALL SELECT member_id, '#' || badge_id, count(*)::int FROM badge_gift
     WHERE program_id = $1 AND member_id = ANY($2::bigint[]) AND badge_id = ANY($4::int[]) GROUP BY member_id, badge_id`,
    [scope.program, members, [...new Set(badges.flatMap((badge) => badge.kinds))], badges.map((badge) => badge.id)],
  )
  const tallies = new Map<number, Map<string, number>>()
  for (const row of rows) tallies.set(row.memberId, (tallies.get(row.memberId) ?? new Map<string, number>()).set(row.what, row.count))
  const nothing = new Map<string, number>()
  return (memberId, badge) => {
    const of = tallies.get(memberId) ?? nothing
    return countFor(badge, of, of.get(`#${badge.id}`) ?? 0)
  }
}

async function writeGrants(scope: Scope, gained: readonly Tier[], lost: readonly Tier[], causes: Causes): Promise<Moved> {
  const cause = (memberId: number): Cause => causes.get(memberId) ?? { activityId: 0, at: scope.now }
  const columns = (tiers: readonly Tier[]): unknown[] => [
    tiers.map((one) => one.badge.id),
    tiers.map((one) => one.memberId),
    tiers.map((one) => one.tier),
  ]
  if (gained.length > 0) {
    await scope.sql(
      `INSERT INTO badge_grant (program_id, badge_id, member_id, tier, activity_id, granted_at)
       SELECT $1::smallint, * FROM unnest($2::int[], $3::bigint[], $4::int[], $5::bigint[], $6::timestamptz[]) AS n(badge_id, member_id, tier, activity_id, granted_at)
       ORDER BY 2, 3, 4 ON CONFLICT DO NOTHING`,
      [scope.program, ...columns(gained), gained.map((one) => cause(one.memberId).activityId), gained.map((one) => cause(one.memberId).at)],
    )
  }
  if (lost.length > 0) {
    await scope.sql(
      `DELETE FROM badge_grant g USING unnest($2::int[], $3::bigint[], $4::int[]) AS n(badge_id, member_id, tier)
       WHERE g.program_id = $1 AND g.badge_id = n.badge_id AND g.member_id = n.member_id AND g.tier = n.tier`,
      [scope.program, ...columns(lost)],
    )
  }
  return {
    gains: gained.map(({ badge, memberId, tier }) => ({
      memberId,
      what: `badge:${badge.slug}:${tier}`,
      kind: 'badge.granted',
      title: badge.title,
      url: '/badges',
      facts: { badge: badge.slug, tier, kind: formOf(badge) },
      activityId: cause(memberId).activityId,
    })),
    losses: lost.map(({ badge, memberId, tier }) => ({ memberId, what: `badge:${badge.slug}:${tier}` })),
  }
}
