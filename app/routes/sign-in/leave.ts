import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { anyone } from '#app/auth/guests.server.ts'
import { leaveFor } from '#app/auth/journeys.server.ts'
import { returnPath, signInPath } from '#app/auth/return-path.ts'
import { wayIn } from '#app/auth/ways-in.server.ts'

/** Opened as a page it leads to the sign-in page: the way to a provider begins with a form of ours. */
export async function loader({ request }: LoaderFunctionArgs) {
  await anyone(request)
  return redirect('/sign-in', 303)
}

/** Sends the browser to a provider, to sign in or to link. */
export async function action({ request, params }: ActionFunctionArgs) {
  const guest = await anyone(request)
  const form = await request.formData()
  const linking = form.get('purpose') === 'link'
  const home = linking ? '/settings/accounts' : '/sign-in'
  if (linking && !guest.member) return redirect(signInPath('/settings/accounts'), 303)
  const provider = await wayIn(guest.program.id, params.provider)
  if (!provider) return redirect(home, 303)
  const errand = {
    purpose: linking ? ('link' as const) : ('sign_in' as const),
    to: returnPath(String(form.get('to') ?? '')),
    member: linking ? (guest.member?.id ?? null) : null,
    timeZone: String(form.get('timeZone') ?? ''),
  }
  const leaving = await leaveFor(provider, request, guest.program.id, errand)
  if (!leaving) return redirect(`${home}?note=unreachable&by=${provider.slug}`, 303)
  return redirect(leaving.url, { status: 303, headers: { 'Set-Cookie': leaving.cookie } })
}
