import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { anyone } from '#app/auth/guests.server.ts'
import { closeSession } from '#app/auth/sessions.server.ts'

/** Opened as a page it changes nothing. */
export async function loader({ request }: LoaderFunctionArgs) {
  await anyone(request)
  return redirect('/', 303)
}

/** Ends this browser's session. */
export async function action({ request }: ActionFunctionArgs) {
  const guest = await anyone(request)
  return redirect('/', { status: 303, headers: { 'Set-Cookie': await closeSession(request, guest.program.id) } })
}
