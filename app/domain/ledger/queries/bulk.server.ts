import { sqlAlone } from '#app/db/transaction.server.ts'
import type { BulkRow } from '#app/domain/ledger/bulk.ts'

/** Points given to many at once, the newest first. */
export async function bulkAwards(program: number, limit: number): Promise<BulkRow[]> {
  return sqlAlone<BulkRow>(
    `SELECT a.id, m.handle AS "byHandle", a.amount, c.name AS currency, a.reason, a.made_at AS "madeAt", a.undo_until AS "undoUntil", a.undone_at AS "undoneAt",
       u.handle AS "undoneByHandle", (SELECT count(*)::int FROM bulk_award_line l WHERE l.program_id = a.program_id AND l.bulk_id = a.id) AS members
     FROM bulk_award a JOIN currency c ON c.program_id = a.program_id AND c.id = a.currency
     LEFT JOIN member m ON m.program_id = a.program_id AND m.id = a.by_id LEFT JOIN member u ON u.program_id = a.program_id AND u.id = a.undone_by
     WHERE a.program_id = $1 ORDER BY a.id DESC LIMIT $2`,
    [program, limit],
  )
}
