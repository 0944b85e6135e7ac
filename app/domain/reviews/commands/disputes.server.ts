import type { Scope } from '#app/db/transaction.server.ts'
import { disputeDays } from '#app/domain/reviews/reviews.ts'

type NewDispute = {
  kind: 'submission' | 'measure'
  subjectId: number
  /** Once a round: the version of the submission, 1 for a measure. */
  round: number
  memberId: number
  title: string
  reason: string
  /** Who decided before, and may not decide again. */
  barred: readonly number[]
}

/** Opens a request for a second judgment. Answers its id and until when it is promised; null when there was one in this round. */
export async function openDispute(scope: Scope, dispute: NewDispute): Promise<{ id: number; dueAt: Date } | null> {
  const dueAt = new Date(scope.now.getTime() + disputeDays * 86_400_000)
  const [row] = await scope.sql<{ id: number }>(
    `INSERT INTO dispute (program_id, kind, subject_id, round, member_id, title, reason, barred, opened_at, due_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8::bigint[], $9, $10)
     ON CONFLICT (program_id, kind, subject_id, round) DO NOTHING RETURNING id`,
    [
      scope.program,
      dispute.kind,
      dispute.subjectId,
      dispute.round,
      dispute.memberId,
      dispute.title,
      dispute.reason,
      dispute.barred,
      scope.now,
      dueAt,
    ],
  )
  return row ? { id: row.id, dueAt } : null
}

/** Closes a dispute with its outcome and answer. False when somebody closed it before. */
export async function closeDispute(scope: Scope, id: number, closing: { outcome: 'kept' | 'changed'; answer: string; by: number }): Promise<boolean> {
  const rows = await scope.sql(
    `UPDATE dispute SET outcome = $3, answer = $4, decided_by = $5, decided_at = $6 WHERE program_id = $1 AND id = $2 AND outcome IS NULL RETURNING id`,
    [scope.program, id, closing.outcome, closing.answer, closing.by, scope.now],
  )
  return rows.length === 1
}
