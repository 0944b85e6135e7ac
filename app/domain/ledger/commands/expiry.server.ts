import type { Scope } from '#app/db/transaction.server.ts'

/** Notes the first warning about points of a member. Answers the notice's number, or null when that day was announced before. */
export async function openNotice(
  scope: Scope,
  notice: { memberId: number; currency: number; dueOn: string; expiresOn: string; amount: number },
): Promise<number | null> {
  const [row] = await scope.sql<{ id: number }>(
    `INSERT INTO expiry_notice (program_id, member_id, currency, due_on, expires_on, amount, first_at) VALUES ($1, $2, $3, $4::date, $5::date, $6, $7)
     ON CONFLICT DO NOTHING RETURNING id`,
    [scope.program, notice.memberId, notice.currency, notice.dueOn, notice.expiresOn, notice.amount, scope.now],
  )
  return row?.id ?? null
}

/** Notes the second warning, and the day on which the points really go. */
export async function postponeNotice(scope: Scope, id: number, expiresOn: string): Promise<void> {
  await scope.sql('UPDATE expiry_notice SET second_at = $3, expires_on = $4::date WHERE program_id = $1 AND id = $2', [
    scope.program,
    id,
    scope.now,
    expiresOn,
  ])
}

/** Notes that these notices are done: the points went, or were spent before. */
export async function closeNotices(scope: Scope, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await scope.sql('UPDATE expiry_notice SET done_at = $3 WHERE program_id = $1 AND id = ANY($2::bigint[])', [scope.program, ids, scope.now])
}

/** Forgets every notice under way: the program chose other rules, so the warnings begin anew. */
export async function voidNotices(scope: Scope): Promise<void> {
  await scope.sql('DELETE FROM expiry_notice WHERE program_id = $1 AND done_at IS NULL', [scope.program])
}
