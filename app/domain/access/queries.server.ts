import { type Sql, sqlAlone } from '#app/db/transaction.server.ts'
import { db } from '#app/db/prisma.server.ts'
import { sha256 } from '#app/foundation/crypto.server.ts'
import type { LinkPurpose, SessionRow, SessionView } from './access.ts'
import { openPayload } from './commands/links.server.ts'

/** The session whose id has this SHA-256, or null. Prepared SQL: it runs for every request of a signed-in person. */
export async function sessionByHash(program: number, idHash: string): Promise<SessionRow | null> {
  const [row] = await sqlAlone<SessionRow>(
    `SELECT member_id AS "memberId", expires_at AS "expiresAt", seen_at AS "seenAt" FROM session WHERE program_id = $1 AND id_hash = $2`,
    [program, idHash],
  )
  return row ?? null
}

/** The living sessions of a member, the last used first. */
export async function sessionsOf(program: number, member: number): Promise<SessionView[]> {
  return db().session.findMany({
    where: { programId: program, memberId: member, expiresAt: { gt: new Date() } },
    select: { idHash: true, userAgent: true, createdAt: true, seenAt: true, expiresAt: true },
    orderBy: [{ seenAt: 'desc' }, { idHash: 'asc' }],
  })
}

/** The password hash of a member, or null when they sign in another way. Inside a story, give its own `sql`. */
export async function passwordHashOf(program: number, member: number, sql: Sql = sqlAlone): Promise<string | null> {
  const [row] = await sql<{ hash: string }>('SELECT password_hash AS hash FROM credential WHERE program_id = $1 AND member_id = $2', [
    program,
    member,
  ])
  return row?.hash ?? null
}

/** What a link carries while it can still be used, or null. Looking does not use it up. */
export async function peekLink(program: number, purpose: LinkPurpose, token: string): Promise<Record<string, string> | null> {
  const hash = sha256(token)
  const row = await db().token.findUnique({
    where: { programId_hash: { programId: program, hash } },
    select: { purpose: true, payload: true, usedAt: true, expiresAt: true },
  })
  if (!row || row.purpose !== purpose || row.usedAt || row.expiresAt < new Date()) return null
  return openPayload(hash, (row.payload as { sealed: string }).sealed)
}
