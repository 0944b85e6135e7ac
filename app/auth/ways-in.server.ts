import { providersOn } from '#app/domain/access/queries/providers.server.ts'
import type { Provider } from '#app/domain/access/providers.ts'
import { env } from '#app/foundation/env.ts'

const firstProgram = 1

/** The ways in that the environment sets up. It speaks for the first program alone, like the webhook secrets. */
export function providersFromEnv(program: number): Provider[] {
  if (program !== firstProgram) return []
  const {
    GITHUB_CLIENT_ID,
    GITHUB_CLIENT_SECRET,
    DISCORD_CLIENT_ID,
    DISCORD_CLIENT_SECRET,
    OIDC_ISSUER,
    OIDC_CLIENT_ID,
    OIDC_CLIENT_SECRET,
    OIDC_TITLE,
  } = env()
  const shared = { site: '', idClaim: 'sub', sourceId: null, fromEnv: true }
  const found: Provider[] = []
  if (GITHUB_CLIENT_ID && GITHUB_CLIENT_SECRET)
    found.push({ ...shared, slug: 'github', kind: 'github', title: 'GitHub', clientId: GITHUB_CLIENT_ID, secret: GITHUB_CLIENT_SECRET })
  if (DISCORD_CLIENT_ID && DISCORD_CLIENT_SECRET)
    found.push({ ...shared, slug: 'discord', kind: 'discord', title: 'Discord', clientId: DISCORD_CLIENT_ID, secret: DISCORD_CLIENT_SECRET })
  if (OIDC_ISSUER && OIDC_CLIENT_ID && OIDC_CLIENT_SECRET) {
    const site = OIDC_ISSUER.replace(/\/+$/, '')
    found.push({ ...shared, slug: 'company', kind: 'oidc', title: OIDC_TITLE, site, clientId: OIDC_CLIENT_ID, secret: OIDC_CLIENT_SECRET })
  }
  return found
}

/** Every way in of a program: those of the environment, then those that an owner set up. Of two with one name the environment's counts. */
export async function waysIn(program: number): Promise<Provider[]> {
  const first = providersFromEnv(program)
  const more = await providersOn(program)
  return [...first, ...more.filter((one) => one.kind !== 'for_discourse' && !first.some((known) => known.slug === one.slug))]
}

/** The way in of this name, if it is switched on. */
export async function wayIn(program: number, slug: string | undefined): Promise<Provider | null> {
  return (await waysIn(program)).find((one) => one.slug === slug) ?? null
}

/** The forums that sign their people in with this hub. */
export async function forumsServed(program: number): Promise<Provider[]> {
  return (await providersOn(program)).filter((one) => one.kind === 'for_discourse')
}
