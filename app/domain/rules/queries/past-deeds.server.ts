import type { Scope } from '#app/db/transaction.server.ts'

/** The activities of these kinds that these accounts have done since an instant and that were judged and not taken back, the earliest first. */
export async function judgedSince(scope: Scope, members: readonly number[], kinds: readonly string[], since: Date, most: number): Promise<number[]> {
  const rows = await scope.sql<{ id: number }>(
    `SELECT activity_id AS id FROM judgement WHERE program_id = $1 AND member_id = ANY($2::bigint[]) AND occurred_at >= $3 AND kind = ANY($4::text[])
       AND status NOT IN ('undo', 'undone', 'reversed') ORDER BY occurred_at, activity_id LIMIT $5`,
    [scope.program, members, since, kinds, most],
  )
  return rows.map((row) => row.id)
}
