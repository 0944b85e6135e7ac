import { holdersOf } from '#app/db/holders.server.ts'
import type { Scope } from '#app/db/transaction.server.ts'
import { keyProofs } from './members.ts'

/** Who stands behind an account: who holds its lines, the person that is counted (another one once members are merged), and whether they may earn now. */
export type Owner = { memberId: number; person: number; active: boolean; timeZone: string }

const hubSource = 0

/** The owners of accounts, by `source/foreign id`; accounts of nobody are missing. In the hub itself a member is their own account. */
export async function ownersOf(scope: Scope, accounts: readonly { sourceId: number; foreignId: string }[]): Promise<Map<string, Owner>> {
  const unique = [...new Map(accounts.map((account) => [`${account.sourceId}/${account.foreignId}`, account])).values()]
  const outside = unique.filter((account) => account.sourceId !== hubSource)
  const own = unique.filter((account) => account.sourceId === hubSource && /^\d+$/.test(account.foreignId))
  const rows = await scope.sql<Owner & { sourceId: number; foreignId: string }>(
    `SELECT i.source_id AS "sourceId", i.foreign_id AS "foreignId", m.id AS "memberId", p.id AS person, p.state = 'active' AS active, p.time_zone AS "timeZone"
     FROM unnest($2::smallint[], $3::text[]) AS a(source_id, foreign_id)
     JOIN identity i ON i.program_id = $1 AND i.source_id = a.source_id AND i.foreign_id = a.foreign_id
     JOIN member m ON m.program_id = $1 AND m.id = i.member_id
     JOIN member p ON p.program_id = $1 AND p.id = coalesce(m.merged_into, m.id)
     UNION ALL
     SELECT ${hubSource}::smallint, m.id::text, m.id, p.id, p.state = 'active', p.time_zone FROM unnest($4::bigint[]) AS a(id)
     JOIN member m ON m.program_id = $1 AND m.id = a.id JOIN member p ON p.program_id = $1 AND p.id = coalesce(m.merged_into, m.id)`,
    [
      scope.program,
      outside.map((account) => account.sourceId),
      outside.map((account) => account.foreignId),
      own.map((account) => Number(account.foreignId)),
    ],
  )
  return new Map(rows.map(({ sourceId, foreignId, ...owner }) => [`${sourceId}/${foreignId}`, owner]))
}

/** The person behind each of these holders: themselves, or the member they were merged into. */
export async function personsOf(scope: Scope, members: readonly number[]): Promise<Map<number, { person: number; timeZone: string }>> {
  const rows = await scope.sql<{ id: number; person: number; timeZone: string }>(
    `SELECT m.id, p.id AS person, p.time_zone AS "timeZone" FROM member m JOIN member p ON p.program_id = m.program_id AND p.id = coalesce(m.merged_into, m.id)
     WHERE m.program_id = $1 AND m.id = ANY($2::bigint[])`,
    [scope.program, [...new Set(members)]],
  )
  return new Map(rows.map(({ id, ...who }) => [id, who]))
}

/** Those of these persons into whom others were merged. */
export async function mergedInto(scope: Scope, persons: readonly number[]): Promise<Set<number>> {
  const rows = await scope.sql<{ id: number }>(
    'SELECT DISTINCT merged_into AS id FROM member WHERE program_id = $1 AND merged_into = ANY($2::bigint[])',
    [scope.program, persons],
  )
  return new Set(rows.map((row) => row.id))
}

/** What rules may ask about members, for rules that do. */
export async function traitsOf(scope: Scope, persons: readonly number[]): Promise<Map<number, { staff: boolean; joinedAt: Date }>> {
  const rows = await scope.sql<{ id: number; staff: boolean; joinedAt: Date }>(
    `SELECT m.id, m.joined_at AS "joinedAt", EXISTS (SELECT FROM member_role r WHERE r.program_id = m.program_id AND r.member_id = m.id) AS staff
     FROM member m WHERE m.program_id = $1 AND m.id = ANY($2::bigint[])`,
    [scope.program, [...new Set(persons)]],
  )
  return new Map(rows.map(({ id, ...traits }) => [id, traits]))
}

/** The accounts behind a person: their own first, then those merged into it. */
export async function holdersIn(scope: Scope, person: number): Promise<number[]> {
  const rows = await scope.sql<{ id: number }>(`SELECT id FROM ${holdersOf('$1', '$2')} AS h ORDER BY id <> $2, id`, [scope.program, person])
  return rows.map((row) => row.id)
}

/** The time zones in which these members live now. */
export async function zonesOf(scope: Scope, members: readonly number[]): Promise<Map<number, string>> {
  if (members.length === 0) return new Map()
  const rows = await scope.sql<{ id: number; zone: string }>(
    'SELECT id, time_zone AS zone FROM member WHERE program_id = $1 AND id = ANY($2::bigint[])',
    [scope.program, members],
  )
  return new Map(rows.map((row) => [row.id, row.zone]))
}

/** Everybody who shares a person with one of these members (their own included), with that person and the zone in which it lives. */
export async function peopleBehind(scope: Scope, members: readonly number[]): Promise<{ id: number; person: number; timeZone: string }[]> {
  return scope.sql(
    `SELECT m.id, p.id AS person, p.time_zone AS "timeZone" FROM member m
     JOIN member p ON p.program_id = m.program_id AND p.id = coalesce(m.merged_into, m.id)
     WHERE m.program_id = $1 AND p.id IN (SELECT coalesce(merged_into, id) FROM member WHERE program_id = $1 AND id = ANY($2::bigint[]))
     ORDER BY p.id, m.id <> p.id, m.id`,
    [scope.program, members],
  )
}

/** Those of these members who can be given points now: there, active, and standing for themselves. With name and address. */
export async function awardable(
  scope: Scope,
  ids: readonly number[],
  handles: readonly string[],
): Promise<{ id: number; handle: string; displayName: string; email: string | null }[]> {
  return scope.sql(
    `SELECT id, handle, coalesce(display_name, handle) AS "displayName", email FROM member
     WHERE program_id = $1 AND (id = ANY($2::bigint[]) OR handle = ANY($3::text[])) AND state = 'active' AND merged_into IS NULL AND handle IS NOT NULL ORDER BY id`,
    [scope.program, ids, handles],
  )
}

/** Living members who joined in an earlier year on a day of the calendar between two instants, a day more on each side for all zones. */
export async function joinedAround(scope: Scope, from: Date, until: Date): Promise<{ memberId: number; joinedAt: Date; timeZone: string }[]> {
  return scope.sql(
    `SELECT id AS "memberId", joined_at AS "joinedAt", time_zone AS "timeZone" FROM member
     WHERE program_id = $1 AND state = 'active' AND merged_into IS NULL AND joined_at < $3::timestamptz - interval '360 days'
       AND to_char(joined_at AT TIME ZONE 'UTC', 'MM-DD') IN (
         SELECT to_char(day, 'MM-DD') FROM generate_series(date_trunc('day', $2::timestamptz AT TIME ZONE 'UTC') - interval '2 days',
           $3::timestamptz AT TIME ZONE 'UTC' + interval '2 days', interval '1 day') AS day)
     ORDER BY id`,
    [scope.program, from, until],
  )
}

/** Everybody with a role in the program. */
export async function staffIn(scope: Scope): Promise<number[]> {
  const rows = await scope.sql<{ id: number }>('SELECT DISTINCT member_id AS id FROM member_role WHERE program_id = $1', [scope.program])
  return rows.map((row) => row.id)
}

/** Active members after one, in the order of their ids: everybody in portions. */
export async function activeMembers(scope: Scope, after: number, most: number): Promise<number[]> {
  const rows = await scope.sql<{ id: number }>(
    `SELECT id FROM member WHERE program_id = $1 AND id > $2 AND state = 'active' AND merged_into IS NULL ORDER BY id LIMIT $3`,
    [scope.program, after, most],
  )
  return rows.map((row) => row.id)
}

/** Which of these people earn nothing now: paused, removed or erased. */
export async function pausedAmong(scope: Scope, people: readonly number[]): Promise<Set<number>> {
  const rows = await scope.sql<{ id: number }>(
    `SELECT m.id FROM member m JOIN member p ON p.program_id = m.program_id AND p.id = coalesce(m.merged_into, m.id)
     WHERE m.program_id = $1 AND m.id = ANY($2::bigint[]) AND p.state <> 'active'`,
    [scope.program, [...new Set(people)]],
  )
  return new Set(rows.map((row) => row.id))
}

/** The country (two letters) in which these members said they live; who did not say is missing. */
export async function countriesOf(scope: Scope, members: readonly number[]): Promise<Map<number, string>> {
  const rows = await scope.sql<{ id: number; country: string }>(
    'SELECT id, country FROM member WHERE program_id = $1 AND id = ANY($2::bigint[]) AND country IS NOT NULL',
    [scope.program, members],
  )
  return new Map(rows.map((row) => [row.id, row.country]))
}

/** The handle of another account that a person has in a channel already, or null. Second names and addresses from lists are no accounts of their own. */
export async function otherAccount(scope: Scope, member: number, account: { sourceId: number; foreignId: string }): Promise<string | null> {
  const [row] = await scope.sql<{ handle: string }>(
    `SELECT handle FROM identity WHERE program_id = $1 AND source_id = $3 AND foreign_id <> $4 AND foreign_id !~ '^(login|email|sha1):'
       AND member_id IN (SELECT id FROM ${holdersOf('$1', '(SELECT coalesce(merged_into, id) FROM member WHERE program_id = $1 AND id = $2)')} AS h)
     ORDER BY proved_at LIMIT 1`,
    [scope.program, member, account.sourceId, account.foreignId],
  )
  return row?.handle ?? null
}

/** The sources in which a person has an account that was proved by signing in there, and so may open the hub. */
export async function keySources(scope: Scope, person: number): Promise<number[]> {
  const rows = await scope.sql<{ id: number }>(
    `SELECT DISTINCT source_id AS id FROM identity
     WHERE program_id = $1 AND member_id IN (SELECT id FROM ${holdersOf('$1', '$2')} AS h) AND proof = ANY($3::text[]) ORDER BY 1`,
    [scope.program, person, keyProofs],
  )
  return rows.map((row) => row.id)
}

/** The accounts of these people in these channels, and those of these ids, each with the person behind it. Of people who take part. */
export async function linkedAccounts(
  scope: Scope,
  people: readonly number[],
  foreignIds: readonly string[],
  sources: readonly number[],
): Promise<{ sourceId: number; foreignId: string; handle: string; memberId: number }[]> {
  return scope.sql(
    `SELECT i.source_id AS "sourceId", i.foreign_id AS "foreignId", i.handle, p.id AS "memberId" FROM identity i
     JOIN member m ON m.program_id = i.program_id AND m.id = i.member_id
     JOIN member p ON p.program_id = m.program_id AND p.id = coalesce(m.merged_into, m.id)
     WHERE i.program_id = $1 AND i.source_id = ANY($4::smallint[]) AND NOT starts_with(i.foreign_id, 'login:') AND p.state IN ('active', 'paused')
       AND (i.foreign_id = ANY($3::text[]) OR i.member_id IN (
         SELECT id FROM member WHERE program_id = $1 AND (id = ANY($2::bigint[]) OR merged_into = ANY($2::bigint[]))))
     ORDER BY i.source_id, i.foreign_id`,
    [scope.program, people, foreignIds, sources],
  )
}

/** Everybody who has an account in a channel. */
export async function personsIn(scope: Scope, sourceId: number): Promise<number[]> {
  const rows = await scope.sql<{ id: number }>(
    `SELECT DISTINCT coalesce(m.merged_into, m.id) AS id FROM identity i JOIN member m ON m.program_id = i.program_id AND m.id = i.member_id
     WHERE i.program_id = $1 AND i.source_id = $2`,
    [scope.program, sourceId],
  )
  return rows.map((row) => row.id)
}

/** The names of these people, as far as they take part. */
export async function namesOf(scope: Scope, people: readonly number[]): Promise<Map<number, string>> {
  const rows = await scope.sql<{ id: number; name: string }>(
    `SELECT id, coalesce(display_name, handle, '') AS name FROM member WHERE program_id = $1 AND id = ANY($2::bigint[]) AND state IN ('active', 'paused')`,
    [scope.program, people],
  )
  return new Map(rows.map((row) => [row.id, row.name]))
}
