import { sqlAlone } from '#app/db/transaction.server.ts'
import { db } from '#app/db/prisma.server.ts'
import type { SessionRow, SessionView } from './access.ts'

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
