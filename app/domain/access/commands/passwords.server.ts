import type { Scope } from '#app/db/transaction.server.ts'

/** Sets a member's password by its hash, over the one before. */
export async function setPassword(scope: Scope, member: number, passwordHash: string): Promise<void> {
  await scope.sql(
    `INSERT INTO credential (program_id, member_id, password_hash, changed_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (program_id, member_id) DO UPDATE SET password_hash = excluded.password_hash, changed_at = excluded.changed_at`,
    [scope.program, member, passwordHash, scope.now],
  )
}
