import { touchSession } from '#app/domain/access/commands.server.ts'
import { sessionsOf } from '#app/domain/access/queries.server.ts'
import type { SignedIn } from '#app/domain/members/members.ts'
import { noteVisit } from '#app/domain/members/commands.server.ts'
import { inTransaction } from '#app/db/transaction.server.ts'
import { sha256 } from '#app/foundation/crypto.server.ts'
import { mayBeSecure, readCookie } from './cookies.server.ts'
import { luciaFor } from './lucia.server.ts'

const minute = 60_000
/** A visit is over when nothing was asked for this long. */
const visitGap = 30 * minute

/** Who sent this request, by its session cookie; null for visitors. Notes the use at most once a minute. */
export async function readSession(request: Request, program: number): Promise<SignedIn | null> {
  const lucia = luciaFor(program, mayBeSecure(request))
  const id = readCookie(request, lucia.sessionCookieName)
  if (!id) return null
  const { session, user } = await lucia.validateSession(id)
  if (!session) return null
  const idle = Date.now() - session.seenAt.getTime()
  if (idle < minute) return user
  await inTransaction({ program, by: user.id }, async (scope) => {
    await touchSession(scope, sha256(id))
    if (idle > visitGap) await noteVisit(scope, user.id, session.seenAt)
  })
  return idle > visitGap ? { ...user, lastSeenAt: session.seenAt } : user
}

/** Opens a session for this browser in place of the one it had, and answers the cookie to set. */
export async function openSession(request: Request, program: number, member: number): Promise<string> {
  const lucia = luciaFor(program, mayBeSecure(request))
  const former = readCookie(request, lucia.sessionCookieName)
  if (former) await lucia.invalidateSession(former)
  const earlier = (await sessionsOf(program, member))[0]
  if (earlier && Date.now() - earlier.seenAt.getTime() > visitGap) {
    await inTransaction({ program, by: member }, (scope) => noteVisit(scope, member, earlier.seenAt))
  }
  const session = await lucia.createSession(member, { userAgent: request.headers.get('user-agent') ?? '', seenAt: new Date() })
  return lucia.createSessionCookie(session.id).serialize()
}

/** Ends this browser's session and answers the cookie that forgets it. */
export async function closeSession(request: Request, program: number): Promise<string> {
  const lucia = luciaFor(program, mayBeSecure(request))
  const id = readCookie(request, lucia.sessionCookieName)
  if (id) {
    const { user } = await lucia.validateSession(id)
    if (user) await inTransaction({ program, by: user.id }, (scope) => noteVisit(scope, user.id, scope.now))
    await lucia.invalidateSession(id)
  }
  return lucia.createBlankSessionCookie().serialize()
}

/** The SHA-256 of this browser's session id: which of the listed sessions is this one. */
export function ownSessionHash(request: Request, program: number): string | null {
  const id = readCookie(request, luciaFor(program, mayBeSecure(request)).sessionCookieName)
  return id ? sha256(id) : null
}
