import type { Scope } from '#app/db/transaction.server.ts'
import type { BadgeCard, Definitions, Level, PathCard, StampCard, StreakCard } from './standing.ts'
import { type ZoneSpan, zoneAt } from './streaks.ts'

type Kept = { version: string; definitions: Definitions }
const cache = new Map<number, Kept>()
const none: Definitions = { levels: [], badges: [], streaks: [], cards: [], paths: [] }

/** What a program has defined about standing. Kept in memory; the database gives every change a new version, so no process works with an old one. */
export async function definitionsIn(scope: Scope): Promise<Definitions> {
  const [row] = await scope.sql<{ version: string }>('SELECT version::text AS version FROM standing_version WHERE program_id = $1', [scope.program])
  if (!row) return none
  const kept = cache.get(scope.program)
  if (kept?.version === row.version) return kept.definitions
  const definitions = await readDefinitions(scope)
  cache.set(scope.program, { version: row.version, definitions })
  return definitions
}

async function readDefinitions(scope: Scope): Promise<Definitions> {
  const values = [scope.program]
  const levels = await scope.sql<Level>(
    `SELECT rank, title, points_needed AS "pointsNeeded", badges_needed AS "badgesNeeded", badge_needs AS "badgeNeeds", story, perks
     FROM level WHERE program_id = $1 ORDER BY rank`,
    values,
  )
  const badges = await scope.sql<BadgeCard>(
    'SELECT id, slug, title, story, kinds, tiers, every, secret, retired FROM badge WHERE program_id = $1 AND NOT retired ORDER BY id',
    values,
  )
  const streaks = await scope.sql<StreakCard>(
    `SELECT id, slug, title, unit, kinds, freeze_every AS "freezeEvery", freezes_most AS "freezesMost", retired
     FROM streak WHERE program_id = $1 AND NOT retired ORDER BY id`,
    values,
  )
  const cards = await scope.sql<StampCard>(
    `SELECT id, slug, title, story, kinds, places, repeating, offer_hours AS "offerHours", starts_at AS "startsAt", retired
     FROM card WHERE program_id = $1 AND NOT retired ORDER BY id`,
    values,
  )
  const paths = await scope.sql<PathCard>(
    'SELECT id, slug, title, story, stages, retired FROM path WHERE program_id = $1 AND NOT retired ORDER BY id',
    values,
  )
  return { levels, badges, streaks, cards, paths }
}

/** The zones of those of these members who ever moved, each member's oldest first. */
export async function spansIn(scope: Scope, members: readonly number[]): Promise<Map<number, ZoneSpan[]>> {
  const rows = await scope.sql<ZoneSpan & { memberId: number }>(
    'SELECT member_id AS "memberId", since, zone FROM zone_span WHERE program_id = $1 AND member_id = ANY($2::bigint[]) ORDER BY member_id, since',
    [scope.program, members],
  )
  const spans = new Map<number, ZoneSpan[]>()
  for (const { memberId, ...span } of rows) spans.set(memberId, [...(spans.get(memberId) ?? []), span])
  return spans
}

/** The zone a member lived in at an instant. */
export function zoneOf(spans: ReadonlyMap<number, ZoneSpan[]>, memberId: number, at: Date, present: string): string {
  return zoneAt(spans.get(memberId) ?? [], at, present)
}

/** The badges these members hold, each at its highest tier. */
export async function grantsIn(scope: Scope, members: readonly number[]): Promise<Map<number, { badgeId: number; tier: number }[]>> {
  const rows = await scope.sql<{ memberId: number; badgeId: number; tier: number }>(
    `SELECT member_id AS "memberId", badge_id AS "badgeId", max(tier)::int AS tier FROM badge_grant
     WHERE program_id = $1 AND member_id = ANY($2::bigint[]) GROUP BY member_id, badge_id`,
    [scope.program, members],
  )
  const grants = new Map<number, { badgeId: number; tier: number }[]>()
  for (const { memberId, ...grant } of rows) grants.set(memberId, [...(grants.get(memberId) ?? []), grant])
  return grants
}

/** The rank of the level that each of these persons has; those without one are missing. */
export async function levelRanksOf(scope: Scope, persons: readonly number[]): Promise<Map<number, number>> {
  const rows = await scope.sql<{ memberId: number; level: number }>(
    'SELECT member_id AS "memberId", level FROM standing WHERE program_id = $1 AND member_id = ANY($2::bigint[])',
    [scope.program, persons],
  )
  return new Map(rows.map((row) => [row.memberId, row.level]))
}

/** How many deeds of each kind have counted for these persons, by `person/kind`. */
export async function talliesIn(scope: Scope, persons: readonly number[]): Promise<Map<string, number>> {
  const rows = await scope.sql<{ memberId: number; kind: string; count: number }>(
    'SELECT member_id AS "memberId", kind, count FROM tally WHERE program_id = $1 AND member_id = ANY($2::bigint[])',
    [scope.program, persons],
  )
  return new Map(rows.map((row) => [`${row.memberId}/${row.kind}`, row.count]))
}

/** The next persons after this one, in order, of whom anything stands here. */
export async function personsAfter(scope: Scope, after: number, limit: number): Promise<number[]> {
  const rows = await scope.sql<{ id: number }>(
    `SELECT id FROM (
       (SELECT member_id AS id FROM standing WHERE program_id = $1 AND member_id > $2 ORDER BY member_id LIMIT $3)
       UNION (SELECT DISTINCT member_id FROM tally WHERE program_id = $1 AND member_id > $2 ORDER BY member_id LIMIT $3)
       UNION (SELECT DISTINCT member_id FROM badge_gift WHERE program_id = $1 AND member_id > $2 ORDER BY member_id LIMIT $3)) AS known
     ORDER BY id LIMIT $3`,
    [scope.program, after, limit],
  )
  return rows.map((row) => row.id)
}

/** What counts for these persons now. */
export async function countedIn(scope: Scope, members: readonly number[]) {
  const rows = await scope.sql<{ memberId: number; kind: string; at: Date; activityId: number; sourceId: number; day: number }>(
    `SELECT member_id AS "memberId", kind, at, activity_id AS "activityId", source_id AS "sourceId", day FROM counted_deed
     WHERE program_id = $1 AND member_id = ANY($2::bigint[])`,
    [scope.program, members],
  )
  return rows.map((row) => ({ ...row, by: 1 as const }))
}

/** A person within [from, until): for counting what they did then. */
export type WorkSpan = { memberId: number; from: Date; until: Date }

/** How many deeds of these kinds (none named: of any) count now for each person within their spans. Persons without any are missing. */
export async function deedsWithin(
  scope: Pick<Scope, 'sql' | 'program'>,
  spans: readonly WorkSpan[],
  kinds: readonly string[],
): Promise<Map<number, number>> {
  const rows = await scope.sql<{ memberId: number; count: number }>(
    `SELECT s.member_id AS "memberId", count(*)::int AS count FROM unnest($2::bigint[], $3::timestamptz[], $4::timestamptz[]) AS s(member_id, since, until)
     JOIN counted_deed d ON d.program_id = $1 AND d.member_id = s.member_id AND d.at >= s.since AND d.at < s.until AND ($5::text[] = '{}' OR d.kind = ANY($5::text[]))
     GROUP BY s.member_id`,
    [scope.program, spans.map((span) => span.memberId), spans.map((span) => span.from), spans.map((span) => span.until), kinds],
  )
  return new Map(rows.map((row) => [row.memberId, row.count]))
}

/** How many deeds of each kind count for these persons within [from, until), by person and kind, with whether one of them was their first ever. */
export async function deedsByKind(
  scope: Pick<Scope, 'sql' | 'program'>,
  persons: readonly number[],
  from: Date,
  until: Date,
): Promise<{ memberId: number; kind: string; count: number; first: boolean }[]> {
  return scope.sql(
    `SELECT d.member_id AS "memberId", d.kind, count(*)::int AS count, coalesce(bool_or(t.first_at >= $3 AND t.first_at < $4), false) AS first FROM counted_deed d
     LEFT JOIN tally t ON t.program_id = d.program_id AND t.member_id = d.member_id AND t.kind = d.kind
     WHERE d.program_id = $1 AND d.member_id = ANY($2::bigint[]) AND d.at >= $3 AND d.at < $4 GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2`,
    [scope.program, persons, from, until],
  )
}

/** Persons with at least so many deeds of these kinds (none named: of any) that count now within [from, until), in order of their numbers. */
export async function doersWithin(scope: Scope, asked: { kinds: readonly string[]; least: number; from: Date; until: Date }): Promise<number[]> {
  const rows = await scope.sql<{ memberId: number }>(
    `SELECT member_id AS "memberId" FROM counted_deed WHERE program_id = $1 AND at >= $2 AND at < $3 AND ($4::text[] = '{}' OR kind = ANY($4::text[]))
     GROUP BY member_id HAVING count(*) >= $5 ORDER BY member_id`,
    [scope.program, asked.from, asked.until, asked.kinds, asked.least],
  )
  return rows.map((row) => row.memberId)
}
