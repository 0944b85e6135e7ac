import type { Scope } from '#app/db/transaction.server.ts'
import type { Role } from '#app/domain/members/roles.ts'

/** Holds the list of owners still until the transaction ends, and answers it: two owners who drop each other at once must not leave none. */
export async function lockOwners(scope: Scope): Promise<number[]> {
  await scope.sql(`SELECT pg_advisory_xact_lock(7242, $1::int)`, [scope.program])
  const rows = await scope.sql<{ id: number }>(`SELECT member_id AS id FROM member_role WHERE program_id = $1 AND role = 'owner' AND scope = ''`, [
    scope.program,
  ])
  return rows.map((row) => row.id)
}

/** Sets exactly these roles of a member. Answers those held before. */
export async function setRoles(scope: Scope, member: number, roles: readonly Role[]): Promise<Role[]> {
  const before = await scope.sql<{ role: Role }>(
    `SELECT role FROM member_role WHERE program_id = $1 AND member_id = $2 AND scope = '' ORDER BY role`,
    [scope.program, member],
  )
  await scope.sql(`DELETE FROM member_role WHERE program_id = $1 AND member_id = $2 AND scope = '' AND role <> ALL ($3::text[])`, [
    scope.program,
    member,
    roles,
  ])
  await scope.sql(
    `INSERT INTO member_role (program_id, member_id, role, granted_at) SELECT $1, $2, role, $4 FROM unnest($3::text[]) AS role ON CONFLICT DO NOTHING`,
    [scope.program, member, roles, scope.now],
  )
  return before.map((row) => row.role)
}
