import type { Scope } from '#app/db/transaction.server.ts'
import { seal } from '#app/foundation/crypto.server.ts'
import { Refusal } from '#app/foundation/outcome.ts'
import { hubSource, secretContext } from '#app/domain/activities/activities.ts'

/** Adds the hub's own source, which has no door. */
export async function createHubSource(scope: Scope): Promise<void> {
  await scope.sql(
    `INSERT INTO source (program_id, id, adapter, slug, title, state, created_at) VALUES ($1, $2, 'hub', 'hub', 'The hub', 'off', $3) ON CONFLICT DO NOTHING`,
    [scope.program, hubSource, scope.now],
  )
}

/** Adds a source if its slug is free, and answers its id; a slug already there answers the id it has. */
export async function createSource(scope: Scope, source: { adapter: string; slug: string; title: string }): Promise<number> {
  await scope.sql(
    `INSERT INTO source (program_id, id, adapter, slug, title, created_at)
     SELECT $1::smallint, coalesce(max(id), 0) + 1, $2, $3, $4, $5 FROM source WHERE program_id = $1
     ON CONFLICT DO NOTHING`,
    [scope.program, source.adapter, source.slug, source.title, scope.now],
  )
  const [row] = await scope.sql<{ id: number }>('SELECT id FROM source WHERE program_id = $1 AND slug = $2', [scope.program, source.slug])
  if (!row) throw new Refusal('not_found', 'The channel could not be added. Please try again.')
  return row.id
}

/**
 * Adds a secret to a source and lets the present ones of that name end at `othersEndAt` (null: they stay). Sealed at rest; only its last four
 * characters are kept readable.
 */
export async function addSecret(scope: Scope, secret: { sourceId: number; name: string; value: string; othersEndAt: Date | null }): Promise<void> {
  if (secret.othersEndAt) {
    await scope.sql(
      `UPDATE source_secret SET ends_at = least(coalesce(ends_at, $4::timestamptz), $4::timestamptz) WHERE program_id = $1 AND source_id = $2 AND name = $3`,
      [scope.program, secret.sourceId, secret.name, secret.othersEndAt],
    )
  }
  const sealed = Buffer.from(seal('source-secret', secretContext(scope.program, secret.sourceId, secret.name), secret.value))
  await scope.sql(
    `INSERT INTO source_secret (program_id, source_id, id, name, sealed, hint, created_at)
     SELECT $1::smallint, $2::smallint, coalesce(max(id), 0) + 1, $3, $4, $5, $6 FROM source_secret WHERE program_id = $1 AND source_id = $2`,
    [scope.program, secret.sourceId, secret.name, sealed, secret.value.slice(-4), scope.now],
  )
}

/** Ends one secret now. */
export async function endSecret(scope: Scope, sourceId: number, id: number): Promise<void> {
  await scope.sql('UPDATE source_secret SET ends_at = $4 WHERE program_id = $1 AND source_id = $2 AND id = $3', [
    scope.program,
    sourceId,
    id,
    scope.now,
  ])
}

/** Opens or closes a source: a closed one answers 404. */
export async function setSourceState(scope: Scope, sourceId: number, state: 'on' | 'off'): Promise<void> {
  await scope.sql('UPDATE source SET state = $3 WHERE program_id = $1 AND id = $2', [scope.program, sourceId, state])
}

/** Sets the accounts (ids or handles) that never earn in this source. Kept in lower case, each once. */
export async function setIgnored(scope: Scope, sourceId: number, accounts: readonly string[]): Promise<void> {
  const list = [...new Set(accounts.map((account) => account.trim().toLowerCase()).filter(Boolean))]
  await scope.sql('UPDATE source SET ignored = $3 WHERE program_id = $1 AND id = $2', [scope.program, sourceId, list])
}

/** Sets what is not secret of how the hub calls a channel's platform. */
export async function setPlainAccess(scope: Scope, sourceId: number, access: Readonly<Record<string, string>>): Promise<void> {
  await scope.sql(
    `UPDATE source SET settings = settings || jsonb_build_object('access', $3::jsonb,
       'access_at', coalesce(settings -> 'access_at', to_jsonb($4::timestamptz))) WHERE program_id = $1 AND id = $2`,
    [scope.program, sourceId, JSON.stringify(access), scope.now],
  )
}

/** Sets how messages in a form of their own are mapped, and answers the number of this version. */
export async function setMapping(scope: Scope, sourceId: number, mapping: string): Promise<number> {
  const [row] = await scope.sql<{ version: number }>(
    `UPDATE source SET settings = settings || jsonb_build_object('mapping', jsonb_build_object('mapping', $3::text,
       'mapping_version', (coalesce((settings -> 'mapping' ->> 'mapping_version')::int, 0) + 1)::text))
     WHERE program_id = $1 AND id = $2 RETURNING (settings -> 'mapping' ->> 'mapping_version')::int AS version`,
    [scope.program, sourceId, mapping],
  )
  return row?.version ?? 0
}

/** Lets what no mapping understood so far be mapped again. What was read already stays as it was read. Answers how many deliveries. */
export async function remapUnread(scope: Scope, sourceId: number): Promise<number> {
  const rows = await scope.sql(
    `UPDATE delivery SET state = 'incomplete', note = about, about = NULL, completion = NULL, attempts = 0, retry_at = NULL
     WHERE program_id = $1 AND source_id = $2 AND state IN ('unsupported', 'malformed') AND about IS NOT NULL RETURNING id`,
    [scope.program, sourceId],
  )
  return rows.length
}

/** Notes what came of reading a delivery again. */
export async function noteReading(scope: Scope, delivery: number, state: string, note: string): Promise<void> {
  await scope.sql('UPDATE delivery SET state = $3, note = $4, attempts = attempts + 1 WHERE program_id = $1 AND id = $2', [
    scope.program,
    delivery,
    state,
    note.slice(0, 2000),
  ])
}

/** Records something that happened in the hub itself, so that every line of the book has an activity behind it. Answers its id, or null if known. */
export async function recordHubActivity(
  scope: Scope,
  fact: { kind: string; externalId: string; subject: string; memberId: number; title: string; url: string },
): Promise<number | null> {
  const [row] = await scope.sql<{ id: number }>(
    `WITH fresh AS (
       INSERT INTO activity_key (program_id, subject, version, activity_id, occurred_at)
       VALUES ($1::smallint, $9::uuid, '', nextval('activity_id_seq'), $4::timestamptz) ON CONFLICT DO NOTHING RETURNING activity_id
     )
     INSERT INTO activity (program_id, id, source_id, kind, external_id, subject, actor_id, object_id, object_title, object_url, occurred_at, received_at, facts)
     SELECT $1::smallint, activity_id, $2::smallint, $5, $3, $9::uuid, $6::text, 'member:' || $6::text, $7, $8, $4::timestamptz, $4::timestamptz, '{}' FROM fresh RETURNING id`,
    [scope.program, hubSource, fact.externalId, scope.now, fact.kind, String(fact.memberId), fact.title, fact.url, fact.subject],
  )
  return row?.id ?? null
}
