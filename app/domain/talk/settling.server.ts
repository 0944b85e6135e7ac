import type { Scope } from '#app/db/transaction.server.ts'

/** A comment inside a story, or null. */
export async function commentIn(
  scope: Scope,
  id: number,
): Promise<{ id: number; challengeId: number; memberId: number; body: string; state: string } | null> {
  const [row] = await scope.sql<{ id: number; challengeId: number; memberId: number; body: string; state: string }>(
    'SELECT id, challenge_id AS "challengeId", member_id AS "memberId", body, state FROM comment WHERE program_id = $1 AND id = $2',
    [scope.program, id],
  )
  return row ?? null
}

/** How many comments a member wrote since. */
export async function commentsSince(scope: Scope, memberId: number, since: Date): Promise<number> {
  const [row] = await scope.sql<{ count: number }>(
    'SELECT count(*)::int AS count FROM comment WHERE program_id = $1 AND member_id = $2 AND at > $3',
    [scope.program, memberId, since],
  )
  return row?.count ?? 0
}
