import type { Scope } from '#app/db/transaction.server.ts'

/** Notes when the visit before this one ended, so that pages can tell what is new since then. */
export async function noteVisit(scope: Scope, member: number, endedAt: Date): Promise<void> {
  await scope.sql('UPDATE member SET last_seen_at = $3 WHERE program_id = $1 AND id = $2 AND (last_seen_at IS NULL OR last_seen_at < $3)', [
    scope.program,
    member,
    endedAt,
  ])
}
