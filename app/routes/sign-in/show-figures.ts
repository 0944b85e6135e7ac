import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { originOf } from '#app/auth/cookies.server.ts'
import { requireMember } from '#app/auth/guests.server.ts'
import { sealedCookie } from '#app/auth/sealed-cookies.server.ts'
import { accessOf } from '#app/domain/activities/queries/access.server.ts'
import { sourceBySlug } from '#app/domain/activities/queries.server.ts'
import { askOutside } from '#app/flows/ask-outside.server.ts'
import { giveLeave } from '#app/flows/give-leave.server.ts'
import { newToken, sameText } from '#app/foundation/crypto.server.ts'
import { logFor } from '#app/foundation/log.ts'
import { adapterById } from '#integrations/registry.ts'

const errand = sealedCookie<{ state: string; member: number; slug: string }>('figures', 10)

/**
 * The page to which a platform sends members for its linked roles, and to which they come back: `/figures/discord`. Without a code it leads to the
 * platform, where the member agrees; with one the figures are shown from then on.
 */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { program, member, actor } = await requireMember(request)
  const source = await sourceBySlug(program.id, params.slug ?? '')
  const writing = adapterById(source?.adapter ?? '')?.figures
  const access = source ? await accessOf(program.id, source.id) : {}
  if (!source || !writing || !access.client_secret) throw new Response('This channel shows no figures.', { status: 404, statusText: 'Not Found' })
  const back = `${originOf(request)}/figures/${source.slug}`
  const query = new URL(request.url).searchParams
  const home = (note: string) =>
    redirect(`/settings/accounts?${note}&by=${source.slug}`, { status: 303, headers: { 'Set-Cookie': errand.clear(request) } })
  if (query.has('error')) return home('note=declined')
  const code = query.get('code')
  if (code === null) {
    const state = newToken()
    const cookie = errand.write(request, program.id, { state, member: member.id, slug: source.slug })
    return redirect(writing.page(access, back, state), { status: 303, headers: { 'Set-Cookie': cookie } })
  }
  const left = errand.read(request, program.id)
  if (!left || left.member !== member.id || left.slug !== source.slug || !sameText(left.state, query.get('state') ?? '')) return home('note=stale')
  try {
    const leave = await writing.arrive({ access, fetch: askOutside, now: new Date() }, back, code)
    const done = await giveLeave(actor, member.id, source.id, leave)
    return home(done.kind === 'given' ? `linked=${done.waited}` : `note=${done.kind}`)
  } catch (fault) {
    logFor('figures').warn({ error: (fault as Error).message }, 'A platform did not complete a member’s leave.')
    return home('note=unreachable')
  }
}
