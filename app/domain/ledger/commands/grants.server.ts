import type { Scope } from '#app/db/transaction.server.ts'

/** An award of the hub's own by its key, with its line in the book (null: it gave no points). */
export type StandingGrant = { key: string; round: number; memberId: number; currency: number; amount: number; seq: number | null; activityId: number }

/** The awards that stand under these keys. */
export async function standingGrants(scope: Scope, keys: readonly string[]): Promise<StandingGrant[]> {
  if (keys.length === 0) return []
  return scope.sql<StandingGrant>(
    `SELECT key, round, member_id AS "memberId", currency, amount, seq, activity_id AS "activityId" FROM granted_award
     WHERE program_id = $1 AND key = ANY($2::text[]) AND taken_at IS NULL ORDER BY member_id, key`,
    [scope.program, keys],
  )
}

/** How often each of these keys was given so far; keys never given are missing. */
export async function grantRounds(scope: Scope, keys: readonly string[]): Promise<Map<string, number>> {
  const rows = await scope.sql<{ key: string; rounds: number }>(
    'SELECT key, max(round)::int AS rounds FROM granted_award WHERE program_id = $1 AND key = ANY($2::text[]) GROUP BY key',
    [scope.program, keys],
  )
  return new Map(rows.map((row) => [row.key, row.rounds]))
}

/** Notes awards with their lines. The database refuses a second one of a key while the first stands. */
export async function noteGrants(scope: Scope, grants: readonly StandingGrant[]): Promise<void> {
  await scope.sql(
    `INSERT INTO granted_award (program_id, key, round, member_id, currency, amount, seq, activity_id, given_at)
     SELECT $1::smallint, key, round, member_id, currency, amount, seq, activity_id, $9::timestamptz
     FROM unnest($2::text[], $3::int[], $4::bigint[], $5::smallint[], $6::bigint[], $7::int[], $8::bigint[]) AS n(key, round, member_id, currency, amount, seq, activity_id)`,
    [
      scope.program,
      grants.map((grant) => grant.key),
      grants.map((grant) => grant.round),
      grants.map((grant) => grant.memberId),
      grants.map((grant) => grant.currency),
      grants.map((grant) => grant.amount),
      grants.map((grant) => grant.seq),
      grants.map((grant) => grant.activityId),
      scope.now,
    ],
  )
}

/** Notes that these awards no longer stand. */
export async function closeGrants(scope: Scope, grants: readonly StandingGrant[]): Promise<void> {
  await scope.sql(
    `UPDATE granted_award g SET taken_at = $4 FROM unnest($2::text[], $3::int[]) AS n(key, round)
     WHERE g.program_id = $1 AND g.key = n.key AND g.round = n.round AND g.taken_at IS NULL`,
    [scope.program, grants.map((grant) => grant.key), grants.map((grant) => grant.round), scope.now],
  )
}
