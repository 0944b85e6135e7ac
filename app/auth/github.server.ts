import { CodeChallengeMethod, generateCodeVerifier, generateState, OAuth2Client, OAuth2Tokens } from 'arctic'
import { Octokit } from 'octokit'
import { z } from 'zod'
import { env } from '#app/foundation/env.ts'
import { sameText } from '#app/foundation/crypto.server.ts'
import { logFor } from '#app/foundation/log.ts'
import { originOf } from './cookies.server.ts'
import { sealedCookie } from './sealed-cookies.server.ts'

/** Why somebody goes to GitHub, and what to remember until they are back. `member` is set for linking only. */
export type Errand = { purpose: 'sign_in' | 'link'; to: string; member: number | null; timeZone: string }

/** Who GitHub says it is. The number is GitHub's own and never changes hands; `email` is the primary one, if GitHub has verified it. */
export type GithubAccount = { id: string; login: string; name: string; email: string | null }

/** How the way back from GitHub ended. */
export type Return =
  | { kind: 'proved'; errand: Errand; account: GithubAccount }
  | { kind: 'declined'; errand: Errand }
  | { kind: 'stale' }
  | { kind: 'unreachable'; errand: Errand }

const journey = sealedCookie<Errand & { state: string; verifier: string }>('github', 10)

/** True if a manager has registered the hub with GitHub (GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET). */
export function githubReady(): boolean {
  const { GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET } = env()
  return Boolean(GITHUB_CLIENT_ID && GITHUB_CLIENT_SECRET)
}

function callbackOf(request: Request): string {
  return `${originOf(request)}/auth/github/callback`
}

/** The address to send the browser to, and the cookie that ties its return to it (state and PKCE verifier, sealed, for ten minutes). */
export function leaveForGithub(request: Request, program: number, errand: Errand): { url: string; cookie: string } {
  const client = new OAuth2Client(env().GITHUB_CLIENT_ID ?? '', null, callbackOf(request))
  const [state, verifier] = [generateState(), generateCodeVerifier()]
  const page = new URL('/login/oauth/authorize', env().GITHUB_URL).href
  const url = client.createAuthorizationURLWithPKCE(page, state, CodeChallengeMethod.S256, verifier, ['read:user', 'user:email'])
  return { url: url.href, cookie: journey.write(request, program, { ...errand, state, verifier }) }
}

/** Reads the way back: the state must be the one this browser left with, then the code is changed for the account behind it. */
export async function returnFromGithub(request: Request, program: number): Promise<Return & { cookie: string }> {
  const cookie = journey.clear(request)
  const { searchParams } = new URL(request.url)
  const left = journey.read(request, program)
  const state = searchParams.get('state')
  if (!left || !state || !sameText(state, left.state)) return { kind: 'stale', cookie }
  const { state: _, verifier, ...errand } = left
  const code = searchParams.get('code')
  if (!code) return { kind: 'declined', errand, cookie }
  try {
    const token = await tokenFor(code, verifier, callbackOf(request))
    return { kind: 'proved', errand, account: await accountBehind(token), cookie }
  } catch (fault) {
    logFor('github').warn({ error: (fault as Error).message }, 'GitHub did not complete a sign-in.')
    return { kind: 'unreachable', errand, cookie }
  }
}

// GitHub takes the app's secret in the form, and answers its refusals with status 200.
async function tokenFor(code: string, verifier: string, callback: string): Promise<string> {
  const { GITHUB_CLIENT_ID = '', GITHUB_CLIENT_SECRET = '', GITHUB_URL } = env()
  const answer = await fetch(new URL('/login/oauth/access_token', GITHUB_URL), {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams({
      client_id: GITHUB_CLIENT_ID,
      client_secret: GITHUB_CLIENT_SECRET,
      code,
      redirect_uri: callback,
      code_verifier: verifier,
      grant_type: 'authorization_code',
    }),
    signal: AbortSignal.timeout(10_000),
  })
  const said: unknown = await answer.json()
  if (!answer.ok || typeof said !== 'object' || said === null || 'error' in said) throw new Error(`no token (status ${answer.status})`)
  return new OAuth2Tokens(said).accessToken()
}

const userSchema = z.object({ id: z.number().int().positive(), login: z.string().min(1).max(100), name: z.string().nullish() })
const emailsSchema = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }))

async function accountBehind(token: string): Promise<GithubAccount> {
  const github = new Octokit({ auth: token, baseUrl: env().GITHUB_API_URL.replace(/\/+$/, ''), userAgent: 'laurel', request: { timeout: 10_000 } })
  const [{ data: user }, emails] = await Promise.all([
    github.rest.users.getAuthenticated(),
    // Somebody may keep their addresses to themselves.
    github.rest.users.listEmailsForAuthenticatedUser().then(
      ({ data }) => data,
      () => null,
    ),
  ])
  const { id, login, name } = userSchema.parse(user)
  const listed = emailsSchema.safeParse(emails)
  const primary = listed.success ? listed.data.find((one) => one.primary && one.verified) : undefined
  return { id: String(id), login, name: name?.trim() || login, email: primary?.email.trim().toLowerCase() ?? null }
}
