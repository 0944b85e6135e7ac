import type { Scope } from '#app/db/transaction.server.ts'
import type { Account } from './accounts.ts'

/** The account data of these persons; of whom nothing is said is missing. */
export async function accountsIn(scope: Scope, persons: readonly number[]): Promise<Map<number, Account>> {
  const rows = await scope.sql<Account & { id: number }>(
    `SELECT member_id AS id, company, plan, stage, coalesce(to_char(renews_on, 'YYYY-MM-DD'), '') AS "renewsOn" FROM member_account
     WHERE program_id = $1 AND member_id = ANY($2::bigint[]) ORDER BY member_id`,
    [scope.program, [...new Set(persons)]],
  )
  return new Map(rows.map(({ id, ...account }) => [Number(id), account]))
}
