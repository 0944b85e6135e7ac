import { CodeChallengeMethod, OAuth2Client, OAuth2Tokens } from 'arctic'
import { Octokit } from 'octokit'
import { z } from 'zod'
import type { Provider } from '#app/domain/access/providers.ts'
import { env } from '#app/foundation/env.ts'
import type { Account, Platform } from './platform.ts'

/** GitHub, or a GitHub Enterprise of one's own (GITHUB_URL). */
export const github: Platform = {
  leave: async (provider, callback, { state, verifier }) => {
    const client = new OAuth2Client(provider.clientId, null, callback)
    const page = new URL('/login/oauth/authorize', env().GITHUB_URL).href
    return client.createAuthorizationURLWithPKCE(page, state, CodeChallengeMethod.S256, verifier, ['read:user', 'user:email']).href
  },
  arrive: async (provider, callback, query, { verifier }) => accountBehind(await tokenFor(provider, query.get('code') ?? '', verifier, callback)),
}

// GitHub takes the app's secret in the form, and answers its refusals with status 200.
async function tokenFor(provider: Provider, code: string, verifier: string, callback: string): Promise<string> {
  const answer = await fetch(new URL('/login/oauth/access_token', env().GITHUB_URL), {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams({
      client_id: provider.clientId,
      client_secret: provider.secret,
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

async function accountBehind(token: string): Promise<Account> {
  const api = new Octokit({ auth: token, baseUrl: env().GITHUB_API_URL.replace(/\/+$/, ''), userAgent: 'laurel', request: { timeout: 10_000 } })
  const [{ data: user }, emails] = await Promise.all([
    api.rest.users.getAuthenticated(),
    // Somebody may keep their addresses to themselves.
    api.rest.users.listEmailsForAuthenticatedUser().then(
      ({ data }) => data,
      () => null,
    ),
  ])
  const { id, login, name } = userSchema.parse(user)
  const listed = emailsSchema.safeParse(emails)
  const primary = listed.success ? listed.data.find((one) => one.primary && one.verified) : undefined
  return { id: String(id), login, name: name?.trim() || login, email: primary?.email.trim().toLowerCase() ?? null }
}
