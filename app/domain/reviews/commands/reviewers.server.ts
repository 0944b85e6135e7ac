import type { Scope } from '#app/db/transaction.server.ts'

/** Names a community reviewer, or changes their languages. No languages: all. */
export async function putReviewer(scope: Scope, memberId: number, languages: readonly string[]): Promise<void> {
  await scope.sql(
    `INSERT INTO reviewer (program_id, member_id, languages, added_by, added_at) VALUES ($1, $2, $3::text[], $4, $5)
     ON CONFLICT (program_id, member_id) DO UPDATE SET languages = excluded.languages`,
    [scope.program, memberId, languages, scope.by, scope.now],
  )
}

/** Ends somebody's being a community reviewer. What they decided stands. */
export async function dropReviewer(scope: Scope, memberId: number): Promise<void> {
  await scope.sql('DELETE FROM reviewer WHERE program_id = $1 AND member_id = $2', [scope.program, memberId])
}
