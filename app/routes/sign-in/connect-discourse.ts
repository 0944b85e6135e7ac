import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { readConnect, signConnect } from '#app/auth/discourse-connect.server.ts'
import { anyone } from '#app/auth/guests.server.ts'
import { signInPath } from '#app/auth/return-path.ts'
import { forumsServed } from '#app/auth/ways-in.server.ts'
import { hubAccountName } from '#app/domain/members/members.ts'

/**
 * A forum asks who somebody is (DiscourseConnect, this hub as provider): a signed nonce comes, and goes back signed with the member who is signed in. The
 * answer goes to the forum that an owner named, and nowhere else.
 */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program, member } = await anyone(request)
  const { pathname, search, searchParams } = new URL(request.url)
  const refuse = (status: number, words: string) => new Response(words, { status, statusText: 'Refused' })
  let asked: { nonce: string; back: URL; secret: string } | null = null
  for (const { secret, site } of await forumsServed(program.id)) {
    const said = readConnect(searchParams, [secret])
    const [nonce, back] = [said?.get('nonce'), said?.get('return_sso_url') ?? '']
    if (nonce && URL.canParse(back) && new URL(back).origin === new URL(site).origin) asked = { nonce, back: new URL(back), secret }
  }
  if (!asked) throw refuse(400, 'No forum of this program asked for this. Go back to the forum and try to sign in again.')
  if (!member) return redirect(signInPath(pathname + search), 303)
  if (member.state === 'removed') throw refuse(403, 'Your account takes no part in the program any more, so it opens no forum either.')
  if (!member.email) throw refuse(409, 'The forum needs an e-mail address, and your account has none. Ask a manager to help you.')
  const answer = {
    nonce: asked.nonce,
    external_id: hubAccountName(program.id, member.id),
    email: member.email,
    username: member.handle,
    name: member.displayName,
  }
  for (const [name, value] of Object.entries(signConnect(answer, asked.secret))) asked.back.searchParams.set(name, value)
  return redirect(asked.back.href, { status: 303, headers: { 'Cache-Control': 'no-store' } })
}
