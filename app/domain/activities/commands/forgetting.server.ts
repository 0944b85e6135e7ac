import type { Scope } from '#app/db/transaction.server.ts'

type Facts = Readonly<Record<string, string | number | boolean | readonly string[]>>

/** What an account did: its kind (the adapter's own word), its title and facts. */
export type OwnDeed = { id: number; kind: string; title: string; facts: Facts }

const namesOf = (foreignId: string, handle: string) => [foreignId, `login:${handle.toLowerCase()}`]

/** The adapter of a channel and all that an account did there. */
export async function deedsOfAccount(
  scope: Scope,
  sourceId: number,
  foreignId: string,
  handle: string,
): Promise<{ adapter: string; deeds: OwnDeed[] }> {
  const [source] = await scope.sql<{ adapter: string }>('SELECT adapter FROM source WHERE program_id = $1 AND id = $2', [scope.program, sourceId])
  const deeds = await scope.sql<OwnDeed>(
    'SELECT id, kind, object_title AS title, facts FROM activity WHERE program_id = $1 AND source_id = $2 AND actor_id = ANY($3::text[])',
    [scope.program, sourceId, namesOf(foreignId, handle)],
  )
  return { adapter: source?.adapter ?? '', deeds }
}

/**
 * Takes the names out of what an account did in a channel: its handle, titles, addresses, and the bodies it was read from; its facts become those given. Who
 * earned what stays. Answers how many activities.
 */
export async function forgetAccount(
  scope: Scope,
  { sourceId, foreignId, handle }: { sourceId: number; foreignId: string; handle: string },
  facts: readonly { id: number; facts: Facts }[],
): Promise<number> {
  const names = namesOf(foreignId, handle)
  const rows = await scope.sql<{ deliveryId: number | null }>(
    `UPDATE activity SET actor_handle = NULL, object_title = 'Removed on request', object_url = '' WHERE program_id = $1 AND source_id = $2
       AND actor_id = ANY($3::text[]) RETURNING delivery_id AS "deliveryId"`,
    [scope.program, sourceId, names],
  )
  await scope.sql(
    `UPDATE activity a SET facts = n.facts FROM unnest($2::bigint[], $3::jsonb[]) AS n(id, facts) WHERE a.program_id = $1 AND a.id = n.id AND a.facts <> n.facts`,
    [scope.program, facts.map((one) => one.id), facts.map((one) => JSON.stringify(one.facts))],
  )
  await scope.sql('DELETE FROM waiting_account WHERE program_id = $1 AND source_id = $2 AND actor_id = ANY($3::text[])', [
    scope.program,
    sourceId,
    names,
  ])
  const deliveries = [...new Set(rows.flatMap((row) => row.deliveryId ?? []))]
  await scope.sql(`UPDATE delivery SET body = '', completion = NULL WHERE program_id = $1 AND id = ANY($2::bigint[])`, [scope.program, deliveries])
  return rows.length
}
