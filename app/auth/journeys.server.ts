import { generateCodeVerifier, generateState } from 'arctic'
import type { Provider } from '#app/domain/access/providers.ts'
import { logFor } from '#app/foundation/log.ts'
import { sameText } from '#app/foundation/crypto.server.ts'
import { originOf } from './cookies.server.ts'
import { discord } from './platforms/discord.server.ts'
import { discourse } from './platforms/discourse.server.ts'
import { github } from './platforms/github.server.ts'
import { oidc } from './platforms/oidc.server.ts'
import type { Account, Luggage, Platform } from './platforms/platform.ts'
import { sealedCookie } from './sealed-cookies.server.ts'

/** Why somebody goes to a provider, and what to remember until they are back. `member` is set for linking only. */
export type Errand = { purpose: 'sign_in' | 'link'; to: string; member: number | null; timeZone: string }

/** How the way back ended. */
export type Return =
  | { kind: 'proved'; errand: Errand; account: Account }
  | { kind: 'declined'; errand: Errand }
  | { kind: 'stale' }
  | { kind: 'unreachable'; errand: Errand }

const platforms: Partial<Record<Provider['kind'], Platform>> = { github, discord, oidc, discourse }

type Journey = { errand: Errand; slug: string; luggage: Luggage }
const journey = sealedCookie<Journey>('journey', 10)

function callbackOf(request: Request, slug: string): string {
  return `${originOf(request)}/auth/${slug}/callback`
}

/**
 * The address to send the browser to, and the cookie that ties its return to it (state, nonce and PKCE verifier, sealed, for ten minutes). Null when
 * the provider does not say where to go.
 */
export async function leaveFor(
  provider: Provider,
  request: Request,
  program: number,
  errand: Errand,
): Promise<{ url: string; cookie: string } | null> {
  const luggage = { state: generateState(), nonce: generateState(), verifier: generateCodeVerifier() }
  try {
    const url = await platforms[provider.kind]?.leave(provider, callbackOf(request, provider.slug), luggage)
    return url ? { url, cookie: journey.write(request, program, { errand, slug: provider.slug, luggage }) } : null
  } catch (fault) {
    logFor('sign-in').warn({ provider: provider.slug, error: (fault as Error).message }, 'A sign-in provider could not be asked.')
    return null
  }
}

/** Reads the way back: it must be the provider and the state that this browser left with; then the provider says whose account it is. */
export async function returnFrom(provider: Provider, request: Request, program: number): Promise<Return & { cookie: string }> {
  const cookie = journey.clear(request)
  const platform = platforms[provider.kind]
  const { searchParams } = new URL(request.url)
  const left = journey.read(request, program)
  if (!platform || !left || left.slug !== provider.slug) return { kind: 'stale', cookie }
  const { errand, luggage } = left
  const state = platform.stateOf ? platform.stateOf(provider, searchParams) : searchParams.get('state')
  if (!state || !sameText(state, luggage.state)) return { kind: 'stale', cookie }
  if (!platform.stateOf && !searchParams.get('code')) return { kind: 'declined', errand, cookie }
  try {
    return { kind: 'proved', errand, account: await platform.arrive(provider, callbackOf(request, provider.slug), searchParams, luggage), cookie }
  } catch (fault) {
    logFor('sign-in').warn({ provider: provider.slug, error: (fault as Error).message }, 'A provider did not complete a sign-in.')
    return { kind: 'unreachable', errand, cookie }
  }
}
