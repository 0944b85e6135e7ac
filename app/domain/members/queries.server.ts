import { type Sql, sqlAlone } from '#app/db/transaction.server.ts'
import { db } from '#app/db/prisma.server.ts'
import { audiences, type LinkedAccount, type OwnProfile, type SignedIn, themes } from './members.ts'

const signedIn = `
SELECT m.id, m.handle, coalesce(m.display_name, m.handle) AS "displayName", m.email, m.time_zone AS "timeZone", m.locale, m.theme, m.last_seen_at AS "lastSeenAt",
  ARRAY(SELECT role FROM member_role r WHERE r.program_id = m.program_id AND r.member_id = m.id AND r.scope = '') AS roles
FROM member m WHERE m.program_id = $1 AND m.id = $2 AND m.handle IS NOT NULL AND m.state <> 'erased' AND m.merged_into IS NULL`

/** A member as the guard needs it, or null when it is erased or merged into another. Prepared SQL: it runs for every request of a signed-in person. */
export async function signedInMember(program: number, id: number): Promise<SignedIn | null> {
  const [row] = await sqlAlone<SignedIn>(signedIn, [program, id])
  return row ?? null
}

/** The living member with this mail address (in lower case), or null. */
export async function memberByEmail(program: number, email: string): Promise<{ id: number; displayName: string; staff: boolean } | null> {
  const row = await db().member.findUnique({
    where: { programId_email: { programId: program, email } },
    select: { id: true, displayName: true, handle: true, state: true, mergedInto: true, roles: { select: { role: true } } },
  })
  if (!row || row.state === 'erased' || row.mergedInto !== null) return null
  return { id: Number(row.id), displayName: row.displayName ?? row.handle ?? email, staff: row.roles.length > 0 }
}

/** The member to whom an account belongs, or null. Inside a story, give its own `sql`: a second connection could wait for the first. */
export async function memberByIdentity(program: number, sourceId: number, foreignId: string, sql: Sql = sqlAlone): Promise<number | null> {
  const [row] = await sql<{ id: number }>('SELECT member_id AS id FROM identity WHERE program_id = $1 AND source_id = $2 AND foreign_id = $3', [
    program,
    sourceId,
    foreignId,
  ])
  return row?.id ?? null
}

/** The accounts of a member, without the second names by which some facts know them. */
export async function accountsOf(program: number, member: number): Promise<LinkedAccount[]> {
  return db().identity.findMany({
    where: { programId: program, memberId: member, NOT: { foreignId: { startsWith: 'login:' } } },
    select: { sourceId: true, foreignId: true, handle: true, proof: true, provedAt: true },
    orderBy: [{ sourceId: 'asc' }, { foreignId: 'asc' }],
  })
}

/** A member's own settings, or null when there is no such member. */
export async function ownProfile(program: number, member: number): Promise<OwnProfile | null> {
  const row = await db().member.findUnique({
    where: { programId_id: { programId: program, id: member } },
    select: { handle: true, displayName: true, bio: true, timeZone: true, theme: true, profile: true, onBoards: true, hidden: true },
  })
  if (!row) return null
  const known = <Value extends string>(list: readonly Value[], value: string): Value => list.find((one) => one === value) ?? list[0]!
  const handle = row.handle ?? ''
  return { ...row, handle, displayName: row.displayName ?? handle, theme: known(themes, row.theme), profile: known(audiences, row.profile) }
}

/** How to address a living member: name, and mail address if they gave one. Null when there is no such member. Inside a story, give its own `sql`. */
export async function contactOf(program: number, member: number, sql: Sql = sqlAlone): Promise<{ displayName: string; email: string | null } | null> {
  const [row] = await sql<{ displayName: string; email: string | null }>(
    `SELECT coalesce(display_name, handle, '') AS "displayName", email FROM member
     WHERE program_id = $1 AND id = $2 AND state <> 'erased' AND merged_into IS NULL`,
    [program, member],
  )
  return row ?? null
}
