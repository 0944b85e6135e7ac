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

/** Those of these people whose orders are held: what holds is the newest step that is more than words. */
export async function heldAmong(scope: Scope, persons: readonly number[]): Promise<Set<number>> {
  const rows = await scope.sql<{ id: number }>(
    `SELECT id FROM (SELECT DISTINCT ON (m.member_id) m.member_id AS id, m.step FROM measure m WHERE program_id = $1 AND m.member_id = ANY($2::bigint[]) AND m.step <> 'warn'
       ORDER BY m.member_id, m.id DESC) AS newest WHERE step IN ('hold', 'remove')`,
    [scope.program, persons],
  )
  return new Set(rows.map((row) => row.id))
}
