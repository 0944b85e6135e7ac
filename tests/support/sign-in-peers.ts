// An OpenID provider and a Discord on this machine, as far as signing in goes: discovery, authorization page, token with PKCE, signed id tokens.
import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'

export type Person = Record<string, unknown> & { sub: string }
/** What the provider gets wrong next time, to see that the hub notices. */
export type Faults = { claims?: JWTPayload; unsigned?: boolean; otherKey?: boolean; iss?: string; rotate?: boolean }

const client = { id: 'laurel-client', secret: 'laurel-client-secret' }
type Code = { person: Person; challenge: string; redirect: string; nonce: string | null }

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return new URLSearchParams(Buffer.concat(parts).toString())
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Takes a code as both kinds of provider do: once, for the same address, with the verifier that fits its challenge. */
function redeem(codes: Map<string, Code>, form: URLSearchParams, basic: string | undefined): Code | null {
  const found = codes.get(form.get('code') ?? '')
  codes.delete(form.get('code') ?? '')
  const challenge = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url')
  const known = basic
    ? basic === `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString('base64')}`
    : form.get('client_id') === client.id && form.get('client_secret') === client.secret
  return known && found && found.challenge === challenge && found.redirect === form.get('redirect_uri') ? found : null
}

/** A small, strict OpenID provider. `press` is what its page does when `person` signs in: it answers the way back, path and query. */
export async function startOidc() {
  let pair = await generateKeyPair('RS256')
  const other = await generateKeyPair('RS256')
  let kid = randomUUID()
  const codes = new Map<string, Code>()
  let faults: Faults = {}
  let issuer = ''
  const idToken = async ({ person, nonce }: Code) => {
    const now = Math.floor(Date.now() / 1000)
    const claims = { ...person, iss: issuer, aud: client.id, iat: now, exp: now + 300, ...(nonce ? { nonce } : {}), ...faults.claims }
    if (faults.unsigned) return new UnsecuredJWT(claims).encode()
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid }).sign(faults.otherKey ? other.privateKey : pair.privateKey)
  }
  const server = createServer(async (request, answer) => {
    const json = (value: unknown, status = 200) => answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    const { pathname } = new URL(request.url ?? '/', issuer)
    if (pathname === '/.well-known/openid-configuration') {
      return json({
        issuer: faults.iss ?? issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
      })
    }
    if (pathname === '/keys') return json({ keys: [{ ...(await exportJWK(pair.publicKey)), kid, alg: 'RS256', use: 'sig' }] })
    if (pathname !== '/token') return json({ error: 'not_found' }, 404)
    const code = redeem(codes, await bodyOf(request), request.headers.authorization)
    return code ? json({ access_token: 'token', token_type: 'Bearer', id_token: await idToken(code) }) : json({ error: 'invalid_grant' }, 400)
  })
  issuer = await listen(server)
  return {
    issuer,
    client,
    fail: (next: Faults) => (faults = next),
    rotate: async () => {
      pair = await generateKeyPair('RS256')
      kid = randomUUID()
    },
    press: (address: string, person: Person): string => {
      const asked = new URL(address).searchParams
      const code = randomUUID()
      codes.set(code, { person, challenge: asked.get('code_challenge') ?? '', redirect: asked.get('redirect_uri') ?? '', nonce: asked.get('nonce') })
      return `${new URL(asked.get('redirect_uri') ?? '').pathname}?${new URLSearchParams({ code, state: asked.get('state') ?? '', iss: issuer })}`
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

/** Discord's sign-in and `GET /api/users/@me`. */
export async function startDiscordSignIn() {
  const codes = new Map<string, Code>()
  const tokens = new Map<string, Person>()
  const server = createServer(async (request, answer) => {
    const json = (value: unknown, status = 200) => answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    if (request.url === '/api/oauth2/token') {
      const code = redeem(codes, await bodyOf(request), request.headers.authorization)
      if (!code) return json({ error: 'invalid_grant' }, 400)
      const token = randomUUID()
      tokens.set(token, code.person)
      return json({ access_token: token, token_type: 'Bearer', scope: 'identify email' })
    }
    const person = tokens.get((request.headers.authorization ?? '').replace('Bearer ', ''))
    return request.url === '/api/users/@me' && person ? json({ ...person, id: person.sub }) : json({ message: '401: Unauthorized' }, 401)
  })
  const url = await listen(server)
  return {
    url,
    client,
    press: (address: string, person: Person): string => {
      const asked = new URL(address).searchParams
      const code = randomUUID()
      codes.set(code, { person, challenge: asked.get('code_challenge') ?? '', redirect: asked.get('redirect_uri') ?? '', nonce: null })
      return `${new URL(asked.get('redirect_uri') ?? '').pathname}?${new URLSearchParams({ code, state: asked.get('state') ?? '' })}`
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
