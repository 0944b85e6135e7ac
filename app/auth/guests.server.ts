import { redirect } from '@remix-run/node'
import type { Actor } from '#app/db/transaction.server.ts'
import type { SignedIn } from '#app/domain/members/members.ts'
import { may, type Permission } from '#app/domain/members/roles.ts'
import { lastTurn, programOf } from '#app/domain/programs/queries.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { keepDraft } from './drafts.server.ts'
import { signInPath } from './return-path.ts'
import { readSession } from './sessions.server.ts'

export type { SignedIn } from '#app/domain/members/members.ts'

/**
 * Who stands at the door: in which program, who they are (null: a visitor), and as whom stories act. `turn`: the program's last turn when they came, read
 * before anything that a page shows, so that the page can ask later what came since; 0 where nothing is shown.
 */
export type Guest = { program: Program; member: SignedIn | null; actor: Actor; turn: number }

/** A guest who is signed in. */
export type MemberGuest = Guest & { member: SignedIn }

const known = new Map<string, Promise<Guest>>()

async function look(request: Request): Promise<Guest> {
  const program = await programOf(request.headers.get('host') ?? new URL(request.url).host)
  const [member, turn] = await Promise.all([readSession(request, program.id), request.method === 'GET' ? lastTurn(program.id) : 0])
  return { program, member, actor: { program: program.id, by: member?.id ?? null }, turn }
}

/** Lets everybody in and says who it is. The loaders of one page share one look: the entry gives each request an id of its own. */
export async function anyone(request: Request): Promise<Guest> {
  const id = request.headers.get('x-request-id')
  if (!id || request.method !== 'GET') return look(request)
  let guest = known.get(id)
  if (!guest) {
    guest = look(request)
    known.set(id, guest)
    if (known.size > 256) known.delete(known.keys().next().value ?? '')
  }
  return guest
}

/** What somebody who was removed may still do: appeal, write to the team, look after their account. */
const openToRemoved = /^\/(fair-play|messages|notices|settings|sign-out)(\/|$)/
const removedWords =
  'Your account takes no part in the program any more, so this was not done. Why, and how to appeal, stands on the page “Fair play”.'

/**
 * Lets members in. Visitors are led to sign in and come back; a form sent without a session is answered 401, and nothing of it is done. A page that
 * reads its draft (`takeDraft`) asks to keep it, and comes back filled after the sign-in.
 */
export async function requireMember(request: Request, keep: { draft: boolean } = { draft: false }): Promise<MemberGuest> {
  const guest = await anyone(request)
  const { pathname, search } = new URL(request.url)
  if (guest.member?.state === 'removed' && request.method !== 'GET' && !openToRemoved.test(pathname))
    throw new Response(removedWords, { status: 403 })
  if (guest.member) return { ...guest, member: guest.member }
  if (request.method === 'GET' || request.method === 'HEAD') throw redirect(signInPath(pathname + search), 303)
  const draft = keep.draft ? await keepDraft(request, guest.program.id) : null
  const words = draft ? 'What you wrote is kept: sign in, and the form comes back filled.' : 'Sign in, and send it again.'
  throw new Response(`Your session has ended, so this was not done. ${words}`, {
    status: 401,
    statusText: 'Unauthorized',
    headers: draft ? { 'Set-Cookie': draft } : {},
  })
}

/** Lets those in whose role allows it. Visitors are led to sign in; other members get 403 with a sentence. */
export async function requireStaff(request: Request, permission: Permission): Promise<MemberGuest> {
  const guest = await requireMember(request)
  if (may(guest.member.roles, permission)) return guest
  throw new Response('This is for people who run the program, and your account has no role that opens it.', { status: 403, statusText: 'Forbidden' })
}
