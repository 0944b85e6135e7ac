import type { Scope } from '#app/db/transaction.server.ts'
import { type BadgeCard, type Level, countFor, levelFor, tiersReached } from './standing.ts'

/** Brings the levels of members in line with their lifetime points, and answers who moved. */
export async function updateLevels(
  scope: Scope,
  balances: readonly { memberId: number; lifetime: number }[],
): Promise<{ memberId: number; from: number; to: number }[]> {
  if (balances.length === 0) return []
  const members = balances.map((balance) => balance.memberId)
  const levels = await levelsIn(scope)
  const rows = await scope.sql<{ memberId: number; level: number }>(
    'SELECT member_id AS "memberId", level FROM standing WHERE program_id = $1 AND member_id = ANY($2::bigint[])',
    [scope.program, members],
  )
  const before = new Map(rows.map((row) => [row.memberId, row.level]))
  const moved = balances
    .map(({ memberId, lifetime }) => ({
      memberId,
      from: before.get(memberId) ?? 0,
      to: levelFor(levels, lifetime),
      lifetime,
      known: before.has(memberId),
    }))
    .filter((move) => move.from !== move.to || !move.known)
  if (moved.length === 0) return []
  const column = <Value>(pick: (move: (typeof moved)[number]) => Value): Value[] => moved.map(pick)
  await scope.sql(
    `WITH moved AS (SELECT * FROM unnest($2::bigint[], $3::smallint[], $4::smallint[], $5::bigint[]) AS n(member_id, from_level, to_level, lifetime)),
     kept AS (
       INSERT INTO standing (program_id, member_id, level, reached_at) SELECT $1::smallint, member_id, to_level, $6::timestamptz FROM moved ORDER BY member_id
       ON CONFLICT (program_id, member_id) DO UPDATE SET level = excluded.level, reached_at = excluded.reached_at)
     INSERT INTO level_change (program_id, member_id, from_level, to_level, lifetime, at)
     SELECT $1::smallint, member_id, from_level, to_level, lifetime, $6::timestamptz FROM moved WHERE from_level <> to_level`,
    [
      scope.program,
      column((move) => move.memberId),
      column((move) => move.from),
      column((move) => move.to),
      column((move) => move.lifetime),
      scope.now,
    ],
  )
  return moved.filter((move) => move.from !== move.to).map(({ memberId, from, to }) => ({ memberId, from, to }))
}

async function levelsIn(scope: Scope): Promise<Level[]> {
  return scope.sql<Level>(`SELECT rank, title, points_needed AS "pointsNeeded", story, perks FROM level WHERE program_id = $1 ORDER BY rank`, [
    scope.program,
  ])
}

/** Replaces the program's levels. Members are moved by their next change; a rebuild moves all at once. */
export async function setLevels(scope: Scope, levels: readonly Level[]): Promise<void> {
  await scope.sql('DELETE FROM level WHERE program_id = $1', [scope.program])
  await scope.sql(
    `INSERT INTO level (program_id, rank, title, points_needed, story, perks)
     SELECT $1::smallint, rank, title, points_needed, story, ARRAY[]::text[] FROM unnest($2::smallint[], $3::text[], $4::bigint[], $5::text[]) AS n(rank, title, points_needed, story)`,
    [
      scope.program,
      levels.map((level) => level.rank),
      levels.map((level) => level.title),
      levels.map((level) => level.pointsNeeded),
      levels.map((level) => level.story),
    ],
  )
}

/** Adds a badge; one with the same slug stays as it is. */
export async function addBadge(scope: Scope, badge: Omit<BadgeCard, 'id'>): Promise<void> {
  await scope.sql(
    `INSERT INTO badge (program_id, id, slug, title, story, kinds, tiers)
     SELECT $1::smallint, coalesce(max(id), 0) + 1, $2, $3, $4, $5::text[], $6::int[] FROM badge WHERE program_id = $1 ON CONFLICT DO NOTHING`,
    [scope.program, badge.slug, badge.title, badge.story, badge.kinds, badge.tiers],
  )
}

/** One more (or one less, with -1) counted activity of a kind: which one, and when the deed was done. */
export type TallyChange = { memberId: number; kind: string; by: number; activityId: number; at: Date }

/** Adds to the tallies of counted activities and grants or takes back the badge tiers that follow from them. */
export async function updateTallies(scope: Scope, changes: readonly TallyChange[]): Promise<void> {
  if (changes.length === 0) return
  await scope.sql(
    `INSERT INTO tally (program_id, member_id, kind, count)
     SELECT $1::smallint, member_id, kind, sum(by)::int FROM unnest($2::bigint[], $3::text[], $4::int[]) AS n(member_id, kind, by) GROUP BY member_id, kind
     ON CONFLICT (program_id, member_id, kind) DO UPDATE SET count = tally.count + excluded.count`,
    [scope.program, changes.map((change) => change.memberId), changes.map((change) => change.kind), changes.map((change) => change.by)],
  )
  const members = [...new Set(changes.map((change) => change.memberId))]
  const badges = await scope.sql<BadgeCard>('SELECT id, slug, title, story, kinds, tiers FROM badge WHERE program_id = $1', [scope.program])
  if (badges.length > 0) await updateBadges(scope, members, badges, new Map(changes.map((change) => [change.memberId, change])))
}

async function updateBadges(
  scope: Scope,
  members: readonly number[],
  badges: readonly BadgeCard[],
  causes: ReadonlyMap<number, TallyChange>,
): Promise<void> {
  const rows = await scope.sql<{ memberId: number; kind: string; count: number }>(
    'SELECT member_id AS "memberId", kind, count FROM tally WHERE program_id = $1 AND member_id = ANY($2::bigint[])',
    [scope.program, members],
  )
  const tallies = new Map(members.map((member) => [member, new Map<string, number>()]))
  for (const row of rows) tallies.get(row.memberId)?.set(row.kind, row.count)
  const due = members.flatMap((memberId) =>
    badges.flatMap((badge) =>
      tiersReached(badge, countFor(badge, tallies.get(memberId) ?? new Map<string, number>())).map((tier) => ({ memberId, badge: badge.id, tier })),
    ),
  )
  const values = [scope.program, due.map((grant) => grant.badge), due.map((grant) => grant.memberId), due.map((grant) => grant.tier)]
  await scope.sql(
    `INSERT INTO badge_grant (program_id, badge_id, member_id, tier, activity_id, granted_at)
     SELECT $1::smallint, badge_id, member_id, tier, activity_id, granted_at
     FROM unnest($2::int[], $3::bigint[], $4::int[], $5::bigint[], $6::timestamptz[]) AS n(badge_id, member_id, tier, activity_id, granted_at) ON CONFLICT DO NOTHING`,
    [...values, due.map((grant) => causes.get(grant.memberId)?.activityId ?? 0), due.map((grant) => causes.get(grant.memberId)?.at ?? scope.now)],
  )
  await scope.sql(
    `DELETE FROM badge_grant g WHERE g.program_id = $1 AND g.member_id = ANY($5::bigint[])
       AND EXISTS (SELECT FROM badge b WHERE b.program_id = $1 AND b.id = g.badge_id AND cardinality(b.kinds) > 0)
       AND NOT EXISTS (SELECT FROM unnest($2::int[], $3::bigint[], $4::int[]) AS n(badge_id, member_id, tier)
                       WHERE n.badge_id = g.badge_id AND n.member_id = g.member_id AND n.tier = g.tier)`,
    [...values, members],
  )
}
