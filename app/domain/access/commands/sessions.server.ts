import type { Scope } from '#app/db/transaction.server.ts'

/** Keeps a new session under the SHA-256 of its id. */
export async function addSession(scope: Scope, session: { idHash: string; memberId: number; expiresAt: Date; userAgent: string }): Promise<void> {
  await scope.sql(
    `INSERT INTO session (program_id, id_hash, member_id, expires_at, created_at, seen_at, user_agent) VALUES ($1, $2, $3, $4, $5, $5, $6)`,
    [scope.program, session.idHash, session.memberId, session.expiresAt, scope.now, session.userAgent.slice(0, 300)],
  )
}

/** Lets a session live until a later moment. */
export async function extendSession(scope: Scope, idHash: string, expiresAt: Date): Promise<void> {
  await scope.sql('UPDATE session SET expires_at = $3 WHERE program_id = $1 AND id_hash = $2', [scope.program, idHash, expiresAt])
}

/** Notes that a session is in use. */
export async function touchSession(scope: Scope, idHash: string): Promise<void> {
  await scope.sql('UPDATE session SET seen_at = $3 WHERE program_id = $1 AND id_hash = $2 AND seen_at < $3', [scope.program, idHash, scope.now])
}

/** Ends one session of anybody, found by its hash. Answers whose it was, or null when it was gone. */
export async function endSession(scope: Scope, idHash: string, member: number | null = null): Promise<number | null> {
  const [row] = await scope.sql<{ memberId: number }>(
    'DELETE FROM session WHERE program_id = $1 AND id_hash = $2 AND ($3::bigint IS NULL OR member_id = $3) RETURNING member_id AS "memberId"',
    [scope.program, idHash, member],
  )
  return row?.memberId ?? null
}

/** Ends every session of a member. Answers how many there were. */
export async function endSessions(scope: Scope, member: number): Promise<number> {
  const rows = await scope.sql('DELETE FROM session WHERE program_id = $1 AND member_id = $2 RETURNING id_hash', [scope.program, member])
  return rows.length
}

/** Ends every session of a member but one. Answers how many that were. */
export async function endOtherSessions(scope: Scope, member: number, keep: string): Promise<number> {
  const rows = await scope.sql('DELETE FROM session WHERE program_id = $1 AND member_id = $2 AND id_hash <> $3 RETURNING id_hash', [
    scope.program,
    member,
    keep,
  ])
  return rows.length
}

/** Removes what has ended by itself, at most a thousand at a time. */
export async function sweepAccess(scope: Scope): Promise<void> {
  await scope.sql(
    `DELETE FROM session WHERE program_id = $1 AND id_hash IN (SELECT id_hash FROM session WHERE program_id = $1 AND expires_at < $2 LIMIT 1000)`,
    [scope.program, scope.now],
  )
  await scope.sql(
    `DELETE FROM token WHERE program_id = $1 AND hash IN (SELECT hash FROM token WHERE program_id = $1 AND expires_at < $2::timestamptz - interval '30 days' LIMIT 1000)`,
    [scope.program, scope.now],
  )
  await scope.sql(`DELETE FROM rate_window WHERE program_id = $1 AND starts_at < $2::timestamptz - interval '1 day'`, [scope.program, scope.now])
}
