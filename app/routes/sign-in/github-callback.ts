import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { type Errand, type GithubAccount, returnFromGithub } from '#app/auth/github.server.ts'
import { anyone, type Guest } from '#app/auth/guests.server.ts'
import { openSession } from '#app/auth/sessions.server.ts'
import { sourceBySlug } from '#app/domain/activities/queries.server.ts'
import { joinByIdentity } from '#app/flows/join-by-identity.server.ts'
import { linkIdentity } from '#app/flows/link-identity.server.ts'
import { isTimeZone } from '#app/foundation/calendar.ts'
import type { NoteName } from './notes.ts'

/** The way back from GitHub. It changes something although it is a GET; the sealed state of this browser stands in for the same-origin gate. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await anyone(request)
  const back = await returnFromGithub(request, guest.program.id)
  const headers = new Headers({ 'Set-Cookie': back.cookie, 'Cache-Control': 'no-store' })
  const to = back.kind === 'proved' ? await finish(request, guest, back, headers) : noted(back.kind, back.kind === 'stale' ? null : back.errand)
  return redirect(to, { status: 303, headers })
}

function noted(note: NoteName, errand: Errand | null): string {
  return `${errand?.purpose === 'link' ? '/settings/accounts' : '/sign-in'}?note=${note}`
}

async function finish(
  request: Request,
  guest: Guest,
  { errand, account }: { errand: Errand; account: GithubAccount },
  headers: Headers,
): Promise<string> {
  const source = await sourceBySlug(guest.program.id, 'github')
  if (!source) return noted('no_channel', errand)
  const proved = { sourceId: source.id, foreignId: account.id, handle: account.login }
  if (errand.purpose === 'link') {
    // The link is for the member who asked for it, should somebody else have signed in meanwhile.
    if (!guest.member || guest.member.id !== errand.member) return noted('stale', errand)
    const outcome = await linkIdentity(guest.actor, guest.member.id, proved)
    return outcome.kind === 'linked' ? `/settings/accounts?linked=${outcome.waited}` : noted('taken', errand)
  }
  const timeZone = isTimeZone(errand.timeZone) ? errand.timeZone : guest.program.timeZone
  const arrived = { ...proved, displayName: account.name, email: account.email, timeZone }
  const outcome = await joinByIdentity({ program: guest.program.id, by: null }, arrived)
  if (outcome.kind !== 'known' && outcome.kind !== 'joined') return noted(outcome.kind, errand)
  headers.append('Set-Cookie', await openSession(request, guest.program.id, outcome.member))
  return outcome.kind === 'joined' ? '/' : errand.to
}
