import type { Scope } from '#app/db/transaction.server.ts'
import { delayAfter, leaveContext } from '#app/domain/echoes/echoes.ts'
import { open, seal } from '#app/foundation/crypto.server.ts'

const purpose = 'figure-leave'

const sealedGrant = (scope: Scope, leave: { sourceId: number; foreignId: string; grant: string }): Buffer =>
  Buffer.from(seal(purpose, leaveContext(scope.program, leave.sourceId, leave.foreignId), leave.grant))

/** Keeps a member's leave to show figures about an account, over the one before; they are due at once. */
export async function keepLeave(scope: Scope, leave: { sourceId: number; foreignId: string; grant: string }): Promise<void> {
  await scope.sql(
    `INSERT INTO echo_leave (program_id, source_id, foreign_id, sealed, given_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (program_id, source_id, foreign_id)
     DO UPDATE SET sealed = excluded.sealed, given_at = excluded.given_at, due = true, attempts = 0, retry_at = NULL, error = NULL`,
    [scope.program, leave.sourceId, leave.foreignId, sealedGrant(scope, leave), scope.now],
  )
}

/** Has the figures of these accounts shown anew. */
export async function markLeaves(scope: Scope, sourceId: number, accounts: readonly string[]): Promise<void> {
  await scope.sql('UPDATE echo_leave SET due = true WHERE program_id = $1 AND source_id = $2 AND foreign_id = ANY($3::text[])', [
    scope.program,
    sourceId,
    accounts,
  ])
}

/** A leave claimed for showing figures, opened. */
export type ClaimedLeave = { sourceId: number; foreignId: string; grant: string; attempts: number }

/** Claims the next leave whose figures are due, for two minutes. What changes meanwhile makes it due again. Null: nothing is due. */
export async function claimLeave(scope: Scope): Promise<ClaimedLeave | null> {
  const [row] = await scope.sql<Omit<ClaimedLeave, 'grant'> & { sealed: Buffer }>(
    `UPDATE echo_leave SET due = false, attempts = attempts + 1, retry_at = $2::timestamptz + interval '120 seconds' WHERE (program_id, source_id, foreign_id) = (
       SELECT program_id, source_id, foreign_id FROM echo_leave
       WHERE program_id = $1 AND (due OR (attempts > 0 AND retry_at IS NOT NULL)) AND (retry_at IS NULL OR retry_at <= $2)
       ORDER BY given_at LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING source_id AS "sourceId", foreign_id AS "foreignId", sealed, attempts`,
    [scope.program, scope.now],
  )
  if (!row) return null
  const { sealed, ...claimed } = row
  return { ...claimed, grant: open(purpose, leaveContext(scope.program, row.sourceId, row.foreignId), sealed) }
}

/** Notes that the figures are shown, with the grant as the platform renewed it. */
export async function noteShown(scope: Scope, leave: { sourceId: number; foreignId: string; grant: string }): Promise<void> {
  await scope.sql(
    `UPDATE echo_leave SET sealed = $4, shown_at = $5, attempts = 0, retry_at = NULL, error = NULL WHERE program_id = $1 AND source_id = $2 AND foreign_id = $3`,
    [scope.program, leave.sourceId, leave.foreignId, sealedGrant(scope, leave), scope.now],
  )
}

/** Notes that showing failed: it is tried again, later each time. `patience` (seconds) is what the platform asked for. */
export async function noteLeaveFailed(scope: Scope, leave: ClaimedLeave, error: string, patience: number | null): Promise<void> {
  await scope.sql(
    `UPDATE echo_leave SET due = true, error = left($4, 500), retry_at = $5::timestamptz + $6::int * interval '1 second'
     WHERE program_id = $1 AND source_id = $2 AND foreign_id = $3`,
    [scope.program, leave.sourceId, leave.foreignId, error, scope.now, patience ?? delayAfter(leave.attempts - 1)],
  )
}

/** Forgets a leave: the member took it back, or the account is nobody's any more. */
export async function dropLeave(scope: Scope, leave: { sourceId: number; foreignId: string }): Promise<void> {
  await scope.sql('DELETE FROM echo_leave WHERE program_id = $1 AND source_id = $2 AND foreign_id = $3', [
    scope.program,
    leave.sourceId,
    leave.foreignId,
  ])
}
