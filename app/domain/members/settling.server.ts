import { holdersOf } from '#app/db/holders.server.ts'
import type { Scope } from '#app/db/transaction.server.ts'

/** Who stands behind an account, and whether they may earn now. */
export type Owner = { memberId: number; active: boolean }

/** The owners of accounts, by `source/foreign id`; accounts of nobody are missing. */
export async function ownersOf(scope: Scope, accounts: readonly { sourceId: number; foreignId: string }[]): Promise<Map<string, Owner>> {
  const rows = await scope.sql<{ sourceId: number; foreignId: string; memberId: number; active: boolean }>(
    `SELECT i.source_id AS "sourceId", i.foreign_id AS "foreignId", i.member_id AS "memberId", m.state = 'active' AS active
     FROM (SELECT DISTINCT * FROM unnest($2::smallint[], $3::text[]) AS a(source_id, foreign_id)) AS a
     JOIN identity i ON i.program_id = $1 AND i.source_id = a.source_id AND i.foreign_id = a.foreign_id
     JOIN member m ON m.program_id = i.program_id AND m.id = i.member_id`,
    [scope.program, accounts.map((account) => account.sourceId), accounts.map((account) => account.foreignId)],
  )
  return new Map(rows.map((row) => [`${row.sourceId}/${row.foreignId}`, { memberId: row.memberId, active: row.active }]))
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
