import type { Scope } from '#app/db/transaction.server.ts'

/** Marks somebody as trusted, as not trusted, or (null) as judged by days and orders again; with why, for good in the list of marks. */
export async function markTrust(scope: Scope, memberId: number, trusted: boolean | null, why: string): Promise<void> {
  await scope.sql('INSERT INTO trust_mark (program_id, member_id, trusted, why, by_id, at) VALUES ($1, $2, $3, $4, $5, $6)', [
    ...[scope.program, memberId, trusted, why, scope.by, scope.now],
  ])
  await scope.sql(
    `INSERT INTO shopper (program_id, member_id, trusted) VALUES ($1, $2, $3) ON CONFLICT (program_id, member_id) DO UPDATE SET trusted = excluded.trusted`,
    [scope.program, memberId, trusted],
  )
}
