import type { Scope } from '#app/db/transaction.server.ts'

/** Until when each of these subjects counts as taken back; a subject never taken back is missing. */
export async function undoneUntil(scope: Scope, subjects: readonly string[]): Promise<Map<string, { until: Date; by: number }>> {
  const rows = await scope.sql<{ subject: string; until: Date; by: number }>(
    'SELECT subject, undone_at AS until, activity_id AS by FROM undo WHERE program_id = $1 AND subject = ANY($2::uuid[])',
    [scope.program, subjects],
  )
  return new Map(rows.map((row) => [row.subject, { until: row.until, by: row.by }]))
}

/** The stored activities of a subject, every version, oldest first. */
export async function deedsOf(scope: Scope, subject: string): Promise<{ activityId: number; occurredAt: Date }[]> {
  return scope.sql(
    'SELECT activity_id AS "activityId", occurred_at AS "occurredAt" FROM activity_key WHERE program_id = $1 AND subject = $2 ORDER BY occurred_at',
    [scope.program, subject],
  )
}

/** A deed done with an object, that stands: not by a bot, not blocked, not taken back. */
export type Standing = {
  activityId: number
  sourceId: number
  objectId: string
  adapter: string
  kind: string
  channel: string
  subject: string
  actorId: string
  actorHandle: string | null
  occurredAt: Date
  receivedAt: Date
  facts: Record<string, string | number | boolean | string[]>
}

/** What stands of these kinds (the adapter's own words) with these objects, oldest first. */
export async function standingOn(
  scope: Scope,
  objects: readonly { sourceId: number; objectId: string }[],
  kinds: readonly string[],
): Promise<Standing[]> {
  return scope.sql<Standing>(
    `SELECT a.id AS "activityId", a.source_id AS "sourceId", a.object_id AS "objectId", s.adapter, a.kind, s.slug AS channel, a.subject,
       a.actor_id AS "actorId", a.actor_handle AS "actorHandle", a.occurred_at AS "occurredAt", a.received_at AS "receivedAt", a.facts
     FROM (SELECT DISTINCT * FROM unnest($2::smallint[], $3::text[]) AS o(source_id, object_id)) AS o
     JOIN activity a ON a.program_id = $1 AND a.source_id = o.source_id AND a.object_id = o.object_id
     JOIN source s ON s.program_id = $1 AND s.id = a.source_id
     LEFT JOIN undo u ON u.program_id = $1 AND u.subject = a.subject
     WHERE a.kind = ANY($4::text[]) AND a.blocked IS NULL AND NOT a.actor_bot AND a.undoes IS NULL
       AND NOT (s.ignored && ARRAY[lower(a.actor_id), lower(coalesce(a.actor_handle, ''))])
       AND (u.undone_at IS NULL OR u.undone_at < a.occurred_at)
     ORDER BY a.id`,
    [scope.program, objects.map((object) => object.sourceId), objects.map((object) => object.objectId), kinds],
  )
}

/** The slug of every source: what rules know as the channel. */
export async function slugsOf(scope: Scope): Promise<Map<number, string>> {
  const rows = await scope.sql<{ id: number; slug: string }>('SELECT id, slug FROM source WHERE program_id = $1', [scope.program])
  return new Map(rows.map((row) => [row.id, row.slug]))
}
