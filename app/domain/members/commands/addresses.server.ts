import { holdersOf } from '#app/db/holders.server.ts'
import type { Scope } from '#app/db/transaction.server.ts'
import { accountsOfAddress } from '#app/domain/members/queries/addresses.server.ts'

/** An account in one source, by its id there. */
type Named = { sourceId: number; foreignId: string }

/**
 * Gives a person the accounts that are named by their own addresses in these sources, unless somebody has them already. Each stands on the account of the
 * hub whose address it is, so that a split takes it along. Answers those that are new.
 */
export async function addOwnAddresses(scope: Scope, person: number, sources: readonly number[]): Promise<Named[]> {
  const holders = await scope.sql<{ id: number; email: string }>(
    `SELECT m.id, m.email FROM member m WHERE m.program_id = $1 AND m.id IN (SELECT id FROM ${holdersOf('$1', '$2')} AS h) AND m.email IS NOT NULL ORDER BY m.id`,
    [scope.program, person],
  )
  const rows = holders.flatMap(({ id, email }) =>
    accountsOfAddress(email).flatMap((foreignId) => sources.map((sourceId) => ({ id, foreignId, sourceId, handle: email.split('@')[0] ?? email }))),
  )
  return scope.sql<Named>(
    `INSERT INTO identity (program_id, source_id, foreign_id, member_id, handle, proof, proved_at)
     SELECT $1::smallint, n.source_id, n.foreign_id, n.member_id, n.handle, 'address', $6::timestamptz
     FROM unnest($2::smallint[], $3::text[], $4::bigint[], $5::text[]) AS n(source_id, foreign_id, member_id, handle)
     ON CONFLICT DO NOTHING RETURNING source_id AS "sourceId", foreign_id AS "foreignId"`,
    [
      scope.program,
      rows.map((row) => row.sourceId),
      rows.map((row) => row.foreignId),
      rows.map((row) => row.id),
      rows.map((row) => row.handle),
      scope.now,
    ],
  )
}

/** Takes the accounts that a person has by their own addresses away. Answers how many; what was earned stays. */
export async function removeOwnAddresses(scope: Scope, person: number): Promise<number> {
  const rows = await scope.sql(
    `DELETE FROM identity WHERE program_id = $1 AND member_id IN (SELECT id FROM ${holdersOf('$1', '$2')} AS h) AND proof = 'address' RETURNING foreign_id`,
    [scope.program, person],
  )
  return rows.length
}

/** Gives everybody who has accounts by their own address the same ones in these sources, where nobody has them. Answers those that are new. */
export async function copyOwnAddresses(scope: Scope, sources: readonly number[]): Promise<Named[]> {
  return scope.sql<Named>(
    `INSERT INTO identity (program_id, source_id, foreign_id, member_id, handle, proof, proved_at)
     SELECT $1::smallint, s.id, own.foreign_id, own.member_id, own.handle, 'address', $3::timestamptz
     FROM (SELECT DISTINCT ON (foreign_id) foreign_id, member_id, handle FROM identity WHERE program_id = $1 AND proof = 'address' ORDER BY foreign_id, source_id) AS own
     CROSS JOIN unnest($2::smallint[]) AS s(id)
     ON CONFLICT DO NOTHING RETURNING source_id AS "sourceId", foreign_id AS "foreignId"`,
    [scope.program, sources, scope.now],
  )
}
