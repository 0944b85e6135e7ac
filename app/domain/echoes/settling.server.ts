import type { Scope } from '#app/db/transaction.server.ts'

/** The channels in which somebody lets figures be shown. */
export async function sourcesWithLeaves(scope: Scope): Promise<number[]> {
  const rows = await scope.sql<{ id: number }>('SELECT DISTINCT source_id AS id FROM echo_leave WHERE program_id = $1 ORDER BY 1', [scope.program])
  return rows.map((row) => row.id)
}
