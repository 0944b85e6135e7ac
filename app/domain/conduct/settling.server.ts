import type { Scope } from '#app/db/transaction.server.ts'
import type { Step } from './conduct.ts'

/** One measure as the story of an appeal needs it, or null. */
export async function measureIn(scope: Scope, id: number): Promise<{ id: number; memberId: number; step: Step; byId: number } | null> {
  const [row] = await scope.sql<{ id: number; memberId: number; step: Step; byId: number }>(
    'SELECT id, member_id AS "memberId", step, by_id AS "byId" FROM measure WHERE program_id = $1 AND id = $2',
    [scope.program, id],
  )
  return row ?? null
}
