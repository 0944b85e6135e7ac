import type { Scope } from '#app/db/transaction.server.ts'
import { releaseShares } from './inbox.server.ts'

/** Lets everything that waited for the owners of these accounts be settled. Answers how many activities that is. Hold the settling lock. */
export async function releaseAccounts(scope: Scope, accounts: readonly { sourceId: number; foreignId: string }[]): Promise<number> {
  if (accounts.length === 0) return 0
  const named = [scope.program, accounts.map((account) => account.sourceId), accounts.map((account) => account.foreignId)]
  const these = 'unnest($2::smallint[], $3::text[]) AS n(source_id, account_id)'
  await scope.sql(
    `DELETE FROM waiting_account w USING ${these} WHERE w.program_id = $1 AND w.source_id = n.source_id AND w.actor_id = n.account_id`,
    named,
  )
  const shared = await scope.sql<{ sourceId: number; accountId: string }>(
    `SELECT DISTINCT w.source_id AS "sourceId", w.account_id AS "accountId" FROM waiting_share w
     JOIN ${these} ON w.source_id = n.source_id AND w.account_id = n.account_id WHERE w.program_id = $1 ORDER BY 1, 2`,
    named,
  )
  for (const { sourceId, accountId } of shared) await releaseShares(scope, sourceId, accountId)
  const rows = await scope.sql(
    `UPDATE inbox i SET state = 'waiting', again = true FROM ${these}
     WHERE i.program_id = $1 AND i.source_id = n.source_id AND i.actor_id = n.account_id AND i.state = 'unclaimed' RETURNING i.activity_id`,
    named,
  )
  return rows.length
}

/** The channels of these platforms, open or closed. */
export async function sourcesOfAdapters(scope: Scope, adapters: readonly string[]): Promise<number[]> {
  const rows = await scope.sql<{ id: number }>('SELECT id FROM source WHERE program_id = $1 AND adapter = ANY($2::text[]) ORDER BY id', [
    scope.program,
    adapters,
  ])
  return rows.map((row) => row.id)
}
