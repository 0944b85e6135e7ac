import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { anyone, type Guest } from '#app/auth/guests.server.ts'
import { type Errand, type Return, returnFrom } from '#app/auth/journeys.server.ts'
import { openSession } from '#app/auth/sessions.server.ts'
import { wayIn } from '#app/auth/ways-in.server.ts'
import { channelOf, type Provider } from '#app/domain/access/providers.ts'
import { joinByIdentity } from '#app/flows/join-by-identity.server.ts'
import { keepChannel } from '#app/flows/keep-channel.server.ts'
import { linkIdentity } from '#app/flows/link-identity.server.ts'
import { isTimeZone } from '#app/foundation/calendar.ts'
import type { NoteName } from './notes.ts'

/** The way back from a provider. It changes something although it is a GET; the sealed state of this browser stands in for the same-origin gate. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await anyone(request)
  const provider = await wayIn(guest.program.id, params.provider)
  if (!provider) return redirect('/sign-in', 303)
  const back = await returnFrom(provider, request, guest.program.id)
  const headers = new Headers({ 'Set-Cookie': back.cookie, 'Cache-Control': 'no-store' })
  const to =
    back.kind === 'proved'
      ? await finish(request, guest, provider, back, headers)
      : noted(back.kind, provider, back.kind === 'stale' ? null : back.errand)
  return redirect(to, { status: 303, headers })
}

function noted(note: NoteName, provider: Provider, errand: Errand | null): string {
  return `${errand?.purpose === 'link' ? '/settings/accounts' : '/sign-in'}?note=${note}&by=${provider.slug}`
}

async function finish(
  request: Request,
  guest: Guest,
  provider: Provider,
  { errand, account }: Extract<Return, { kind: 'proved' }>,
  headers: Headers,
): Promise<string> {
  const hub = { program: guest.program.id, by: null }
  const sourceId = provider.sourceId ?? (await keepChannel(hub, { ...channelOf(provider), title: provider.title }))
  const proof = provider.kind === 'oidc' ? 'oidc' : provider.kind === 'discourse' ? 'discourse' : 'oauth'
  const proved = { sourceId, foreignId: account.id, handle: account.login, proof } as const
  if (errand.purpose === 'link') {
    // The link is for the member who asked for it, should somebody else have signed in meanwhile.
    if (!guest.member || guest.member.id !== errand.member) return noted('stale', provider, errand)
    const outcome = await linkIdentity(guest.actor, guest.member.id, proved)
    return outcome.kind === 'linked' ? `/settings/accounts?linked=${outcome.waited}&by=${provider.slug}` : noted(outcome.kind, provider, errand)
  }
  const timeZone = isTimeZone(errand.timeZone) ? errand.timeZone : guest.program.timeZone
  const arrived = { ...proved, displayName: account.name, email: account.email, timeZone }
  const outcome = await joinByIdentity(hub, arrived)
  if (outcome.kind !== 'known' && outcome.kind !== 'joined') return noted(outcome.kind, provider, errand)
  headers.append('Set-Cookie', await openSession(request, guest.program.id, outcome.member))
  return outcome.kind === 'joined' ? '/' : errand.to
}
