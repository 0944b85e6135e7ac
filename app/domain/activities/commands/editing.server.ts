import type { Scope } from '#app/db/transaction.server.ts'
import { accessSecret } from '#app/domain/activities/activities.ts'
import { Refusal } from '#app/foundation/outcome.ts'

export type HeldSource = { id: number; slug: string; title: string; state: 'on' | 'off'; ignored: string[] }

/** A channel, locked until the transaction ends, so that two managers change it one after the other. Refuses `not_found`. */
export async function holdSource(scope: Scope, id: number): Promise<HeldSource> {
  const [row] = await scope.sql<HeldSource>(
    'SELECT id, slug, title, state, ignored FROM source WHERE program_id = $1 AND id = $2 AND id > 0 FOR UPDATE',
    [scope.program, id],
  )
  if (!row) throw new Refusal('not_found', 'This channel does not exist. Nothing was changed.')
  return row
}

export type HeldSecret = { id: number; name: string; hint: string; endsAt: Date | null }

/** The secrets of a channel that are valid now, newest first. */
export async function validSecrets(scope: Scope, sourceId: number): Promise<HeldSecret[]> {
  return scope.sql<HeldSecret>(
    `SELECT id, name, hint, ends_at AS "endsAt" FROM source_secret
     WHERE program_id = $1 AND source_id = $2 AND NOT starts_with(name, 'access:') AND (ends_at IS NULL OR ends_at > $3) ORDER BY id DESC`,
    [scope.program, sourceId, scope.now],
  )
}

/** True if a channel of this address or name is there. */
export async function sourceNamed(scope: Scope, name: { slug: string; title: string }): Promise<boolean> {
  const rows = await scope.sql('SELECT 1 FROM source WHERE program_id = $1 AND (slug = $2 OR lower(title) = lower($3))', [
    scope.program,
    name.slug,
    name.title,
  ])
  return rows.length > 0
}

/** What is entered of how a channel's platform is called: plain values, and the names of the keys that are set. */
export async function accessHeld(scope: Scope, sourceId: number): Promise<{ plain: Record<string, string>; keys: string[] }> {
  const rows = await scope.sql<{ plain: Record<string, string> | null; name: string | null }>(
    `SELECT s.settings -> 'access' AS plain, x.name FROM source s
     LEFT JOIN source_secret x ON x.program_id = s.program_id AND x.source_id = s.id AND starts_with(x.name, $3) AND x.ends_at IS NULL
     WHERE s.program_id = $1 AND s.id = $2`,
    [scope.program, sourceId, accessSecret('')],
  )
  return { plain: { ...rows[0]?.plain }, keys: rows.flatMap(({ name }) => (name ? [name.slice(accessSecret('').length)] : [])) }
}
