import { CodeChallengeMethod, OAuth2Client } from 'arctic'
import { z } from 'zod'
import { env } from '#app/foundation/env.ts'
import { fetchPublic } from '#app/foundation/fetch-public.server.ts'
import { changeCode } from './change-code.server.ts'
import type { Platform } from './platform.ts'

const person = z.object({
  id: z.string().regex(/^\d{1,25}$/),
  username: z.string().min(1).max(100),
  global_name: z.string().nullish(),
  email: z.string().nullish(),
  verified: z.boolean().nullish(),
})

/** Discord: https://discord.com/developers/docs/topics/oauth2. The id is the snowflake by which its gateway knows the same person. */
export const discord: Platform = {
  leave: async (provider, callback, { state, verifier }) => {
    const client = new OAuth2Client(provider.clientId, null, callback)
    const page = new URL('/oauth2/authorize', env().DISCORD_URL).href
    return client.createAuthorizationURLWithPKCE(page, state, CodeChallengeMethod.S256, verifier, ['identify', 'email']).href
  },
  arrive: async (provider, callback, query, { verifier }) => {
    const api = new URL('/api/', env().DISCORD_URL)
    const { access_token: token } = await changeCode(provider, new URL('oauth2/token', api).href, {
      code: query.get('code') ?? '',
      verifier,
      callback,
    })
    const answer = await fetchPublic(new URL('users/@me', api).href, { headers: { authorization: `Bearer ${token}` } })
    if (answer.status !== 200) throw new Error(`Discord did not say who it is (status ${answer.status}).`)
    const { id, username, global_name, email, verified } = person.parse(JSON.parse(answer.text))
    return { id, login: username, name: global_name?.trim() || username, email: verified === true && email ? email.trim().toLowerCase() : null }
  },
}
