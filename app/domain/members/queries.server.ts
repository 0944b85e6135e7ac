import { type Sql, sqlAlone } from '#app/db/transaction.server.ts'
import { db } from '#app/db/prisma.server.ts'
import type { Role } from './roles.ts'
import { audiences, type LinkedAccount, type OwnProfile, type SignedIn, themes } from './members.ts'

const signedIn = `
SELECT m.id, m.state, m.handle, coalesce(m.display_name, m.handle) AS "displayName", m.email, m.time_zone AS "timeZone", m.locale, m.theme, m.last_seen_at AS "lastSeenAt",
  ARRAY(SELECT role FROM member_role r WHERE r.program_id = m.program_id AND r.member_id = m.id AND r.scope = '') AS roles
FROM member a JOIN member m ON m.program_id = a.program_id AND m.id = coalesce(a.merged_into, a.id)
WHERE a.program_id = $1 AND a.id = $2 AND m.handle IS NOT NULL AND m.state <> 'erased'`

/** The person behind an account as the guard needs it, or null when it is erased. Prepared SQL: it runs for every request of a signed-in person. */
export async function signedInMember(program: number, id: number): Promise<SignedIn | null> {
  const [row] = await sqlAlone<SignedIn>(signedIn, [program, id])
  return row ?? null
}

/** The living account with this mail address (in lower case), or null. `id` is whose password opens it, `person` who that is: another one after a merge. */
export async function memberByEmail(
  program: number,
  email: string,
): Promise<{ id: number; person: number; displayName: string; staff: boolean } | null> {
  const row = await db().member.findUnique({
    where: { programId_email: { programId: program, email } },
    select: { id: true, displayName: true, handle: true, state: true, mergedInto: true, roles: { select: { role: true } } },
  })
  if (!row || row.state === 'erased') return null
  const person = Number(row.mergedInto ?? row.id)
  const roles = row.mergedInto === null ? 0 : await db().memberRole.count({ where: { programId: program, memberId: row.mergedInto } })
  return { id: Number(row.id), person, displayName: row.displayName ?? row.handle ?? email, staff: row.roles.length + roles > 0 }
}

/** The account of the hub to which one elsewhere belongs, the person behind it, and how that was proved (not every proof may sign in); or null. Inside a story, give its own `sql`: a second connection could wait for the first. */
export async function memberByIdentity(
  program: number,
  sourceId: number,
  foreignId: string,
  sql: Sql = sqlAlone,
): Promise<{ holder: number; person: number; proof: string } | null> {
  const [row] = await sql<{ holder: number; person: number; proof: string }>(
    `SELECT m.id AS holder, coalesce(m.merged_into, m.id) AS person, i.proof FROM identity i JOIN member m ON m.program_id = i.program_id AND m.id = i.member_id
     WHERE i.program_id = $1 AND i.source_id = $2 AND i.foreign_id = $3`,
    [program, sourceId, foreignId],
  )
  return row ?? null
}

/** The accounts of a person in channels, those of accounts merged into it included, without the second names by which some facts know them. */
export async function accountsOf(program: number, member: number): Promise<LinkedAccount[]> {
  return db().identity.findMany({
    where: { programId: program, member: { OR: [{ id: member }, { mergedInto: member }] }, NOT: { foreignId: { startsWith: 'login:' } } },
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

/** How to address the living person behind an account: name, and mail address if they gave one. Null when there is none. Inside a story, give its own `sql`. */
export async function contactOf(
  program: number,
  member: number,
  sql: Sql = sqlAlone,
): Promise<{ displayName: string; email: string | null; person: number } | null> {
  const [row] = await sql<{ displayName: string; email: string | null; person: number }>(
    `SELECT coalesce(p.display_name, p.handle, '') AS "displayName", coalesce(p.email, m.email) AS email, p.id AS person
     FROM member m JOIN member p ON p.program_id = m.program_id AND p.id = coalesce(m.merged_into, m.id)
     WHERE m.program_id = $1 AND m.id = $2 AND p.state <> 'erased'`,
    [program, member],
  )
  return row ?? null
}

/** The members who have one of these roles. */
export async function membersWithRole(program: number, roles: readonly Role[]): Promise<number[]> {
  const rows = await sqlAlone<{ id: number }>(
    `SELECT DISTINCT member_id AS id FROM member_role WHERE program_id = $1 AND role = ANY($2::text[]) AND scope = '' ORDER BY 1`,
    [program, roles],
  )
  return rows.map((row) => row.id)
}

/** The accounts that their platforms deleted and of which a person has not said yet what becomes of what they did there, the latest first. */
export async function departuresOf(program: number, person: number): Promise<{ id: number; sourceId: number; handle: string; at: Date }[]> {
  return sqlAlone(
    `SELECT id, source_id AS "sourceId", handle, at FROM departure WHERE program_id = $1 AND member_id = $2 AND choice IS NULL ORDER BY id DESC`,
    [program, person],
  )
}

/** Since when somebody has been a member. */
export async function joinedAt(program: number, member: number): Promise<Date> {
  const [row] = await sqlAlone<{ at: Date }>('SELECT joined_at AS at FROM member WHERE program_id = $1 AND id = $2', [program, member])
  return row?.at ?? new Date(0)
}
