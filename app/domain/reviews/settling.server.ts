import type { Scope } from '#app/db/transaction.server.ts'

/** The community reviewers of the program. */
export async function reviewersIn(scope: Scope): Promise<number[]> {
  const rows = await scope.sql<{ id: number }>('SELECT member_id AS id FROM reviewer WHERE program_id = $1', [scope.program])
  return rows.map((row) => row.id)
}
