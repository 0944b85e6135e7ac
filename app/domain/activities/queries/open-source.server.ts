import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Secrets } from '#app/contract/adapter.ts'
import { open } from '#app/foundation/crypto.server.ts'
import { webhookSecretFromEnv } from '#app/foundation/env.ts'
import { secretContext } from '#app/domain/activities/activities.ts'

/** A source whose door is open, with the secrets that are valid now. */
export type OpenSource = { program: number; id: number; adapter: string; slug: string; secrets: Secrets; site?: string }

const firstProgram = 1

type Kept = { source: OpenSource | null; readAt: number }
const cache = new Map<string, Kept>()
const keepFor = 2_000
const atLeast = 250

/**
 * The open source behind a webhook URL, or null. Kept for two seconds; with `again`, read anew (at most four times a second), so that a
 * secret made a moment ago in another process is tried before anything is refused.
 */
export async function openSource(program: number, slug: string, again = false): Promise<OpenSource | null> {
  const name = `${program}/${slug}`
  const kept = cache.get(name)
  if (kept && Date.now() - kept.readAt < (again || !kept.source ? atLeast : keepFor)) return kept.source
  const source = await readSource(program, slug)
  if (cache.size > 1000) cache.clear()
  cache.set(name, { source, readAt: Date.now() })
  return source
}

/** Forgets what is kept of a source, after its secrets or state changed in this process; of all, where none is named. */
export function forgetSource(program: number, slug?: string): void {
  if (slug === undefined) cache.clear()
  else cache.delete(`${program}/${slug}`)
}

type OpenRow = { id: number; adapter: string; site: string | null; name: string | null; sealed: Uint8Array | null }

const readOpen = `
SELECT s.id, s.adapter, s.settings -> 'access' ->> 'site' AS site, x.name, x.sealed FROM source s
LEFT JOIN source_secret x ON x.program_id = s.program_id AND x.source_id = s.id AND (x.ends_at IS NULL OR x.ends_at > $3)
WHERE s.program_id = $1 AND s.slug = $2 AND s.state = 'on' ORDER BY x.id`

async function readSource(program: number, slug: string): Promise<OpenSource | null> {
  const rows = await sqlAlone<OpenRow>(readOpen, [program, slug, new Date()])
  const [row] = rows
  if (!row) return null
  const secrets: Record<string, string[]> = {}
  for (const { name, sealed } of rows)
    if (name !== null && sealed !== null) (secrets[name] ??= []).push(open('source-secret', secretContext(program, row.id, name), sealed))
  // The environment speaks for one channel alone: a body signed for one program, or for one of two forums, must prove nothing in another.
  const fromEnv = program === firstProgram && slug === row.adapter ? webhookSecretFromEnv(row.adapter) : undefined
  if (fromEnv) (secrets.webhook ??= []).push(fromEnv)
  const { site } = row
  return { program, id: row.id, adapter: row.adapter, slug, secrets, ...(site ? { site } : {}) }
}
