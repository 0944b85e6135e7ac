import { z } from 'zod'
import type { Ask, PublicProfile } from '#app/contract/adapter.ts'
import { askJson, siteOf } from '#integrations/kit/api.ts'
import { askForum } from './complete.ts'
import { foreignId } from '#integrations/kit/body.ts'

const page = z.object({
  user: z.object({
    id: foreignId,
    username: z.string(),
    bio_raw: z.string().nullish(),
    website: z.string().nullish(),
    location: z.string().nullish(),
  }),
})

/** The public page of an account (`/u/<name>.json`), as anybody reads it: only fields that its owner alone writes. */
export async function readProfile(handle: string, ask: Ask): Promise<PublicProfile | null> {
  const found = await askJson(ask, `${siteOf(ask)}/u/${encodeURIComponent(handle)}.json`)
  if (found === undefined) return null
  const { id, username, bio_raw, website, location } = page.parse(found).user
  return { id, handle: username, text: [bio_raw, website, location].filter(Boolean).join('\n') }
}

const known = z.object({ user: z.object({ id: foreignId, username: z.string() }) })

/** The account that signs in by DiscourseConnect under this name (`/u/by-external/<name>.json`, with the key). */
export async function accountOf(name: string, ask: Ask): Promise<{ id: string; handle: string } | null> {
  const found = await askForum(ask, `/u/by-external/${encodeURIComponent(name)}.json`)
  if (found === undefined) return null
  const { id, username } = known.parse(found).user
  return { id, handle: username }
}
