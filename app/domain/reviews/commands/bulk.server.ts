import type { Scope } from '#app/db/transaction.server.ts'
import { undoMinutes } from '#app/domain/reviews/reviews.ts'

/** Notes a bulk approval before its items. Answers its id; null when this key was used before. */
export async function noteBulkReview(scope: Scope, key: string): Promise<number | null> {
  const undoUntil = new Date(scope.now.getTime() + undoMinutes * 60_000)
  const [row] = await scope.sql<{ id: number }>(
    'INSERT INTO review_bulk (program_id, key, by_id, made_at, undo_until) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (program_id, key) DO NOTHING RETURNING id',
    [scope.program, key, scope.by, scope.now, undoUntil],
  )
  return row?.id ?? null
}

/** Names what a bulk approval approved. */
export async function noteBulkItems(scope: Scope, bulk: number, submissions: readonly number[]): Promise<void> {
  await scope.sql('INSERT INTO review_bulk_item (program_id, bulk_id, submission_id) SELECT $1, $2, unnest($3::bigint[])', [
    scope.program,
    bulk,
    submissions,
  ])
}

/** Marks one's own bulk approval as taken back while its window is open, and answers its submissions; else why not. That of somebody else is `not_found`. */
export async function takeBackBulk(scope: Scope, bulk: number): Promise<number[] | 'too_late' | 'undone_before' | 'not_found'> {
  const [row] = await scope.sql<{ late: boolean; undone: boolean }>(
    `SELECT undo_until < $3::timestamptz AS late, undone_at IS NOT NULL AS undone FROM review_bulk WHERE program_id = $1 AND id = $2 AND by_id = $4
     FOR UPDATE`,
    [scope.program, bulk, scope.now, scope.by],
  )
  if (!row) return 'not_found'
  if (row.undone) return 'undone_before'
  if (row.late) return 'too_late'
  await scope.sql('UPDATE review_bulk SET undone_at = $3 WHERE program_id = $1 AND id = $2', [scope.program, bulk, scope.now])
  const items = await scope.sql<{ id: number }>(
    'SELECT submission_id AS id FROM review_bulk_item WHERE program_id = $1 AND bulk_id = $2 ORDER BY submission_id',
    [scope.program, bulk],
  )
  return items.map((item) => item.id)
}
