import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { githubReady, leaveForGithub } from '#app/auth/github.server.ts'
import { anyone } from '#app/auth/guests.server.ts'
import { returnPath, signInPath } from '#app/auth/return-path.ts'

/** Opened as a page it leads to the sign-in page: the way to GitHub begins with a form of ours. */
export async function loader({ request }: LoaderFunctionArgs) {
  await anyone(request)
  return redirect('/sign-in', 303)
}

/** Sends the browser to GitHub, to sign in or to link. */
export async function action({ request }: ActionFunctionArgs) {
  const guest = await anyone(request)
  const form = await request.formData()
  const linking = form.get('purpose') === 'link'
  if (linking && !guest.member) return redirect(signInPath('/settings/accounts'), 303)
  if (!githubReady()) return redirect(linking ? '/settings/accounts' : '/sign-in', 303)
  const errand = {
    purpose: linking ? ('link' as const) : ('sign_in' as const),
    to: returnPath(String(form.get('to') ?? '')),
    member: linking ? (guest.member?.id ?? null) : null,
    timeZone: String(form.get('timeZone') ?? ''),
  }
  const { url, cookie } = leaveForGithub(request, guest.program.id, errand)
  return redirect(url, { status: 303, headers: { 'Set-Cookie': cookie } })
}
