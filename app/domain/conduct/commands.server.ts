import type { Scope } from '#app/db/transaction.server.ts'
import type { Step } from './conduct.ts'

/** Writes down a step with a member. Answers its id. */
export async function noteMeasure(
  scope: Scope,
  measure: { memberId: number; step: Step; reason: string; note: string; byId: number },
): Promise<number> {
  const [row] = await scope.sql<{ id: number }>(
    'INSERT INTO measure (program_id, member_id, step, reason, note, by_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id',
    [scope.program, measure.memberId, measure.step, measure.reason, measure.note, measure.byId, scope.now],
  )
  return row?.id ?? 0
}
