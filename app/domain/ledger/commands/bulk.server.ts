import type { Scope } from '#app/db/transaction.server.ts'

export type BulkOrder = { key: string; amount: number; currency: number; reason: string; undoUntil: Date }

/** Notes that points go to many at once. Answers its number, or null if this key was used before: then nothing may be written again. */
export async function noteBulk(scope: Scope, order: BulkOrder): Promise<number | null> {
  const [row] = await scope.sql<{ id: number }>(
    `INSERT INTO bulk_award (program_id, key, by_id, amount, currency, reason, made_at, undo_until) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (program_id, key) DO NOTHING RETURNING id`,
    [scope.program, order.key, scope.by, order.amount, order.currency, order.reason, scope.now, order.undoUntil],
  )
  return row?.id ?? null
}

/** Notes the members' lines of a bulk award, by their sequence numbers. */
export async function noteBulkLines(
  scope: Scope,
  bulk: number,
  lines: readonly { memberId: number; seq: number; activityId: number }[],
): Promise<void> {
  await scope.sql(
    `INSERT INTO bulk_award_line (program_id, bulk_id, member_id, seq, activity_id)
     SELECT $1::smallint, $2::int, member_id, seq, activity_id FROM unnest($3::bigint[], $4::int[], $5::bigint[]) AS n(member_id, seq, activity_id)`,
    [scope.program, bulk, lines.map((line) => line.memberId), lines.map((line) => line.seq), lines.map((line) => line.activityId)],
  )
}

/** Notes that a bulk award is taken back. Answers false if it was before, or if its time is over. */
export async function noteUndone(scope: Scope, bulk: number): Promise<boolean> {
  const rows = await scope.sql(
    `UPDATE bulk_award SET undone_at = $3, undone_by = $4 WHERE program_id = $1 AND id = $2 AND undone_at IS NULL AND undo_until >= $3 RETURNING id`,
    [scope.program, bulk, scope.now, scope.by],
  )
  return rows.length === 1
}
