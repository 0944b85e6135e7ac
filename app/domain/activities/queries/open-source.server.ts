import { db } from '#app/db/prisma.server.ts'
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

/** Forgets what is kept of a source, after its secrets or state changed in this process. */
export function forgetSource(program: number, slug: string): void {
  cache.delete(`${program}/${slug}`)
}

async function readSource(program: number, slug: string): Promise<OpenSource | null> {
  const row = await db().source.findUnique({
    where: { programId_slug: { programId: program, slug } },
    select: { id: true, adapter: true, state: true, settings: true, secrets: { select: { name: true, sealed: true, endsAt: true } } },
  })
  if (!row || row.state !== 'on') return null
  const secrets: Record<string, string[]> = {}
  for (const secret of row.secrets) {
    if (secret.endsAt && secret.endsAt <= new Date()) continue
    ;(secrets[secret.name] ??= []).push(open('source-secret', secretContext(program, row.id, secret.name), secret.sealed))
  }
  // The environment speaks for the first program alone: a body signed for one program must prove nothing in another.
  const fromEnv = program === firstProgram ? webhookSecretFromEnv(row.adapter) : undefined
  if (fromEnv) (secrets.webhook ??= []).push(fromEnv)
  const { site } = (row.settings as { access?: { site?: string } }).access ?? {}
  return { program, id: row.id, adapter: row.adapter, slug, secrets, ...(site ? { site } : {}) }
}
