import type { Scope } from '#app/db/transaction.server.ts'

/** The active persons behind these addresses and handles; an account that was merged counts as who it became. */
export async function activeByAddress(
  scope: Scope,
  emails: readonly string[],
  handles: readonly string[],
): Promise<{ email: string | null; handle: string | null; person: number; personHandle: string }[]> {
  return scope.sql(
    `SELECT m.email, m.handle, p.id AS person, p.handle AS "personHandle" FROM member m JOIN member p ON p.program_id = m.program_id AND p.id = coalesce(m.merged_into, m.id)
     WHERE m.program_id = $1 AND (m.email = ANY($2::text[]) OR m.handle = ANY($3::text[])) AND p.state = 'active' AND p.handle IS NOT NULL ORDER BY m.id`,
    [scope.program, emails, handles],
  )
}
