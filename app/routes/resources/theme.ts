import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { anyone } from '#app/auth/guests.server.ts'
import { returnPath } from '#app/auth/return-path.ts'
import { themeCookie } from '#app/routes/resources/theme-cookie.ts'

/** Sets light, dark or as the device for this browser, and goes back to the page it came from. */
export async function action({ request }: ActionFunctionArgs) {
  await anyone(request)
  const form = await request.formData()
  const theme = String(form.get('theme'))
  return redirect(returnPath(String(form.get('returnTo') ?? '/')), { headers: { 'Set-Cookie': themeCookie(theme) } })
}

/** There is nothing to see at this address. */
export async function loader({ request }: ActionFunctionArgs) {
  await anyone(request)
  return redirect('/')
}
