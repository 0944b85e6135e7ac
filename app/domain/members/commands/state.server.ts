import type { Scope } from '#app/db/transaction.server.ts'

/** Sets whether a person earns (`active`), does not (`paused`), or takes no part any more (`removed`). Answers whether boards may show them; null when they are not there. */
export async function setState(scope: Scope, person: number, state: 'active' | 'paused' | 'removed'): Promise<{ listed: boolean } | null> {
  const [row] = await scope.sql<{ listed: boolean }>(
    `UPDATE member SET state = $3 WHERE program_id = $1 AND id = $2 AND state <> 'erased' AND merged_into IS NULL RETURNING on_boards AND $3 = 'active' AS listed`,
    [scope.program, person, state],
  )
  return row ?? null
}
