import { type Adapter, type DatabaseSession, Lucia, TimeSpan } from 'lucia'
import { addSession, endSession, endSessions, extendSession } from '#app/domain/access/commands.server.ts'
import { sessionByHash } from '#app/domain/access/queries.server.ts'
import { sessionDays } from '#app/domain/access/access.ts'
import type { SignedIn } from '#app/domain/members/members.ts'
import { signedInMember } from '#app/domain/members/queries.server.ts'
import { inTransaction, type Scope } from '#app/db/transaction.server.ts'
import { sha256 } from '#app/foundation/crypto.server.ts'

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<{ seenAt: Date }, SignedIn>
    UserId: number
    DatabaseSessionAttributes: { userAgent: string; seenAt: Date }
    DatabaseUserAttributes: SignedIn
  }
}

/** Lucia's view of our tables, for one program. The browser holds the session id; the tables hold only its SHA-256. */
function adapterFor(program: number): Adapter {
  const write = (story: (scope: Scope) => Promise<unknown>) => inTransaction({ program, by: null }, story).then(() => undefined)
  return {
    async getSessionAndUser(id) {
      const row = await sessionByHash(program, sha256(id))
      if (!row) return [null, null]
      const member = await signedInMember(program, row.memberId)
      const session: DatabaseSession = { id, userId: row.memberId, expiresAt: row.expiresAt, attributes: { userAgent: '', seenAt: row.seenAt } }
      return [session, member && { id: member.id, attributes: member }]
    },
    // Sessions are listed by the access room: here no session id could be answered, only hashes.
    getUserSessions: async () => [],
    setSession: ({ id, userId, expiresAt, attributes }) =>
      write((scope) => addSession(scope, { idHash: sha256(id), memberId: userId, expiresAt, userAgent: attributes.userAgent })),
    updateSessionExpiration: (id, expiresAt) => write((scope) => extendSession(scope, sha256(id), expiresAt)),
    deleteSession: (id) => write((scope) => endSession(scope, sha256(id))),
    deleteUserSessions: (userId) => write((scope) => endSessions(scope, userId)),
    // The worker sweeps.
    deleteExpiredSessions: async () => undefined,
  }
}

const kept = new Map<string, Lucia<{ seenAt: Date }, SignedIn>>()

/**
 * Lucia for one program. The cookie itself has no end of its own: the session ends on the server, 30 days after it was last used.
 * `secure` chooses the `__Host-` cookie; without it the fallback for plain-http hosts.
 */
export function luciaFor(program: number, secure: boolean): Lucia<{ seenAt: Date }, SignedIn> {
  const key = `${program} ${secure}`
  let lucia = kept.get(key)
  if (!lucia) {
    lucia = new Lucia<{ seenAt: Date }, SignedIn>(adapterFor(program), {
      sessionExpiresIn: new TimeSpan(sessionDays, 'd'),
      sessionCookie: { name: secure ? '__Host-laurel' : 'laurel', expires: false, attributes: { secure, sameSite: 'lax', path: '/' } },
      getSessionAttributes: ({ seenAt }) => ({ seenAt }),
      getUserAttributes: (member) => member,
    })
    kept.set(key, lucia)
  }
  return lucia
}
