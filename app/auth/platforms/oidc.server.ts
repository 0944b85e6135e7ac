import { CodeChallengeMethod, OAuth2Client } from 'arctic'
import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify, type JWTPayload } from 'jose'
import { z } from 'zod'
import type { Provider } from '#app/domain/access/providers.ts'
import { fetchPublic } from '#app/foundation/fetch-public.server.ts'
import { changeCode } from './change-code.server.ts'
import type { Account, Platform } from './platform.ts'

/** https://openid.net/specs/openid-connect-discovery-1_0.html, section 3. */
const discovery = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url({ protocol: /^https?$/ }),
  token_endpoint: z.url({ protocol: /^https?$/ }),
  jwks_uri: z.url({ protocol: /^https?$/ }),
  token_endpoint_auth_methods_supported: z.array(z.string()).default(['client_secret_basic']),
})
type Settings = z.infer<typeof discovery>

const kept = new Map<string, { settings: Settings; keys: JSONWebKeySet; until: number }>()
const keepFor = 10 * 60_000
/** Only what is signed by a key pair: a shared secret or "none" would let somebody else than the provider sign. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']

/** Any provider of OpenID Connect: discovery, authorization code with PKCE and nonce, and an id token that is checked in full. */
export const oidc: Platform = {
  leave: async (provider, callback, { state, verifier, nonce }) => {
    const { settings } = await settingsOf(provider)
    const client = new OAuth2Client(provider.clientId, null, callback)
    const url = client.createAuthorizationURLWithPKCE(settings.authorization_endpoint, state, CodeChallengeMethod.S256, verifier, [
      'openid',
      'profile',
      'email',
    ])
    url.searchParams.set('nonce', nonce)
    return url.href
  },
  arrive: async (provider, callback, query, { verifier, nonce }) => {
    const { settings } = await settingsOf(provider)
    // RFC 9207: who answers says who it is, so that one provider's code is never handed to another.
    const from = query.get('iss')
    if (from !== null && from !== settings.issuer) throw new Error('the answer came from another issuer')
    const basic = !settings.token_endpoint_auth_methods_supported.includes('client_secret_post')
    const { id_token } = await changeCode(provider, settings.token_endpoint, { code: query.get('code') ?? '', verifier, callback, basic })
    if (!id_token) throw new Error('there was no id token')
    return accountIn(provider, await claimsOf(provider, id_token, nonce))
  },
}

async function settingsOf(provider: Provider, again = false) {
  const known = kept.get(provider.site)
  if (known && !again && known.until > Date.now()) return known
  const settings = discovery.parse(await askJson(`${provider.site}/.well-known/openid-configuration`))
  // The document must speak for the issuer it was asked of; a slash at its end is the one difference that providers are known for.
  if (settings.issuer.replace(/\/+$/, '') !== provider.site) throw new Error('the settings are those of another issuer')
  const keys = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) }).parse(await askJson(settings.jwks_uri))
  const fresh = { settings, keys: keys as JSONWebKeySet, until: Date.now() + keepFor }
  kept.set(provider.site, fresh)
  return fresh
}

async function askJson(url: string): Promise<unknown> {
  const answer = await fetchPublic(url, { headers: { accept: 'application/json' } })
  if (answer.status !== 200) throw new Error(`${new URL(url).host} answered with status ${answer.status}`)
  return JSON.parse(answer.text)
}

/** The claims of an id token whose signature, issuer, audience, life and nonce are all as they must be. A new key is looked for once. */
async function claimsOf(provider: Provider, token: string, nonce: string): Promise<JWTPayload> {
  const check = async (again: boolean) => {
    const { settings, keys } = await settingsOf(provider, again)
    const expected = { issuer: settings.issuer, audience: provider.clientId, algorithms, clockTolerance: 30, requiredClaims: ['exp', 'iat', 'sub'] }
    return (await jwtVerify(token, createLocalJWKSet(keys), expected)).payload
  }
  const claims = await check(false).catch((fault) => {
    if (fault instanceof errors.JWKSNoMatchingKey) return check(true)
    throw fault
  })
  if (claims.nonce !== nonce) throw new Error('the nonce is not the one that was sent')
  if (Array.isArray(claims.aud) && claims.aud.length > 1 && claims.azp !== provider.clientId)
    throw new Error('the token was meant for another client')
  return claims
}

const person = z.object({
  preferred_username: z.string().max(200).optional().catch(undefined),
  nickname: z.string().max(200).optional().catch(undefined),
  name: z.string().max(200).optional().catch(undefined),
  email: z.string().max(254).optional().catch(undefined),
  // Some providers send the word.
  email_verified: z
    .union([z.boolean(), z.literal('true').transform(() => true)])
    .optional()
    .catch(undefined),
})

function accountIn(provider: Provider, claims: JWTPayload): Account {
  const id = claims[provider.idClaim]
  if ((typeof id !== 'string' && typeof id !== 'number') || id === '' || String(id).length > 255)
    throw new Error(`there is no claim “${provider.idClaim}”`)
  const { preferred_username, nickname, name, email, email_verified } = person.parse(claims)
  const login = preferred_username || nickname || email?.split('@')[0] || name || 'member'
  return { id: String(id), login, name: name?.trim() || login, email: email_verified === true && email ? email.trim().toLowerCase() : null }
}
