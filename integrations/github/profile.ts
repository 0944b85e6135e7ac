import { z } from 'zod'
import type { Ask, PublicProfile } from '#app/contract/adapter.ts'
import { askJson } from '#integrations/kit/api.ts'
import { foreignId } from '#integrations/kit/body.ts'

const person = z.object({ id: foreignId, login: z.string(), bio: z.string().nullish(), blog: z.string().nullish(), location: z.string().nullish() })

/** Where GitHub's API is: its own, or that of a GitHub Enterprise. */
export function apiOf(ask: Ask): string {
  return (ask.access.api || 'https://api.github.com').replace(/\/+$/, '')
}

/** The public account (`GET /users/<login>`), as anybody reads it: only fields that its owner alone writes. */
export async function readProfile(handle: string, ask: Ask): Promise<PublicProfile | null> {
  const headers = { 'user-agent': 'laurel', ...(ask.access.api_token ? { authorization: `Bearer ${ask.access.api_token}` } : {}) }
  const found = await askJson(ask, `${apiOf(ask)}/users/${encodeURIComponent(handle)}`, { headers })
  if (found === undefined) return null
  const { id, login, bio, blog, location } = person.parse(found)
  return { id, handle: login, text: [bio, blog, location].filter(Boolean).join('\n') }
}
