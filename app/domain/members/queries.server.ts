import { sqlAlone } from '#app/db/transaction.server.ts'
import type { SignedIn } from './members.ts'

const signedIn = `
SELECT m.id, m.handle, coalesce(m.display_name, m.handle) AS "displayName", m.email, m.time_zone AS "timeZone", m.locale, m.theme, m.last_seen_at AS "lastSeenAt",
  ARRAY(SELECT role FROM member_role r WHERE r.program_id = m.program_id AND r.member_id = m.id AND r.scope = '') AS roles
FROM member m WHERE m.program_id = $1 AND m.id = $2 AND m.handle IS NOT NULL AND m.state <> 'erased' AND m.merged_into IS NULL`

/** A member as the guard needs it, or null when it is erased or merged into another. Prepared SQL: it runs for every request of a signed-in person. */
export async function signedInMember(program: number, id: number): Promise<SignedIn | null> {
  const [row] = await sqlAlone<SignedIn>(signedIn, [program, id])
  return row ?? null
}
