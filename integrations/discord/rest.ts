import type { REST, RouteLike } from 'discord.js'
import { type Ask, Later } from '#app/contract/adapter.ts'

type Asking = Pick<Ask, 'access' | 'fetch'>
type Asked = {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  query?: Record<string, string>
  json?: unknown
  signed?: boolean
  reason?: string
}

/** The time that a full bucket of Discord's is waited for; what takes longer comes again later. */
const patienceMs = 3_000

const clients = new WeakMap<Asking['fetch'], Map<string, Promise<REST>>>()

/** discord.js' own REST client over the hub's guarded way out: it knows Discord's buckets. One for each bot, so that it knows them all. */
export function restOf({ access, fetch }: Asking): Promise<REST> {
  const known = clients.get(fetch) ?? new Map<string, Promise<REST>>()
  clients.set(fetch, known)
  const api = (access.api || 'https://discord.com/api').replace(/\/+$/, '')
  const name = `${api} ${access.token ?? ''}`
  let client = known.get(name)
  if (!client) known.set(name, (client = makeRest(api, access.token ?? '', fetch)))
  return client
}

async function makeRest(api: string, token: string, fetch: Asking['fetch']): Promise<REST> {
  // Loaded when somebody connects Discord: it is large, and most processes never speak to it.
  const { REST: Client } = await import('discord.js')
  const client = new Client({
    version: '10',
    api,
    retries: 1,
    rejectOnRateLimit: ({ timeToReset }) => timeToReset > patienceMs,
    makeRequest: async (url, init) => {
      const headers = Object.fromEntries(new Headers(init.headers as Record<string, string>))
      const answer = await fetch(url, { method: init.method ?? 'GET', headers, ...(typeof init.body === 'string' ? { body: init.body } : {}) })
      const { 'content-type': _, ...limits } = answer.headers ?? {}
      if (answer.body === '') return new Response(null, { status: answer.status, headers: limits }) as never
      return new Response(answer.body, { status: answer.status, headers: { 'content-type': 'application/json', ...answer.headers } }) as never
    },
  })
  return token ? client.setToken(token) : client
}

/**
 * Asks Discord. Answers undefined for what is not there (404), throws `Later` when it asks for patience, and one sentence for everything else.
 */
export async function askDiscord(asking: Asking, route: RouteLike, { method, query, json, signed = true, reason }: Asked): Promise<unknown> {
  if (signed && !asking.access.token) throw new Error('The channel has no bot token yet: enter it on Past and access.')
  const rest = await restOf(asking)
  const { DiscordAPIError, HTTPError, RateLimitError } = await import('discord.js')
  try {
    return await rest[method](route, {
      auth: signed,
      ...(query ? { query: new URLSearchParams(query) } : {}),
      ...(json === undefined ? {} : { body: json }),
      ...(reason ? { reason } : {}),
    })
  } catch (error) {
    if (error instanceof RateLimitError) throw new Later(Math.max(1, Math.ceil(error.timeToReset / 1_000)))
    if (error instanceof DiscordAPIError && error.status === 404) return undefined
    if (error instanceof DiscordAPIError && error.status === 401) throw new Error('Discord does not know this bot token.')
    if (error instanceof DiscordAPIError && error.status === 403) throw new Error(`The bot may not do this on Discord: ${error.message}`)
    if (error instanceof DiscordAPIError || error instanceof HTTPError) throw new Error(`Discord answered ${error.status}: ${error.message}`)
    throw error
  }
}
