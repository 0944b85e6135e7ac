import type { Scope } from '#app/db/transaction.server.ts'
import { columnsOf, type KeyedActivity } from './store.server.ts'

/** A delivery already kept, whose body is read again; without an id what was asked for and never delivered. */
export type KnownDelivery = { id: number | null; sourceId: number; receivedAt: Date }

const store = `
WITH distinct_fact AS (
  SELECT DISTINCT ON (subject, version) * FROM unnest($5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::boolean[], $11::text[], $12::text[],
    $13::text[], $14::timestamptz[], $15::jsonb[], $16::jsonb[], $17::text[], $18::uuid[], $19::uuid[])
    WITH ORDINALITY AS a(kind, external_id, version, actor_id, actor_handle, actor_bot, object_id, object_title, object_url, occurred_at, facts, others,
      blocked, subject, undoes, n)
  ORDER BY subject, version, n
), fact AS (
  SELECT nextval('activity_id_seq') AS activity_id, ordered.* FROM (SELECT * FROM distinct_fact ORDER BY n) AS ordered
), fresh AS (
  INSERT INTO activity_key (program_id, subject, version, activity_id, occurred_at)
  SELECT $1::smallint, subject, version, activity_id, least(occurred_at, $4::timestamptz) FROM fact ORDER BY subject, version
  ON CONFLICT DO NOTHING
  RETURNING activity_id
), kept AS (
  INSERT INTO activity (program_id, id, source_id, delivery_id, kind, external_id, version, subject, undoes, actor_id, actor_handle, actor_bot, object_id,
    object_title, object_url, occurred_at, received_at, facts, others, blocked)
  SELECT $1::smallint, activity_id, $2::smallint, $3::bigint, kind, external_id, version, subject, undoes, actor_id, actor_handle, actor_bot, object_id,
    object_title, object_url, least(occurred_at, $4::timestamptz), $4::timestamptz, facts, others, blocked
  FROM fact JOIN fresh USING (activity_id)
), queued AS (
  INSERT INTO inbox (program_id, activity_id, source_id, actor_id) SELECT $1::smallint, activity_id, $2::smallint, actor_id FROM fact JOIN fresh USING (activity_id)
)
SELECT activity_id AS id FROM fresh ORDER BY activity_id`

/** Stores what reading a kept delivery again found: each activity not yet known, once. Answers the ids of the new ones. */
export async function storeActivities(scope: Scope, delivery: KnownDelivery, activities: readonly KeyedActivity[]): Promise<number[]> {
  if (activities.length === 0) return []
  const known = [scope.program, delivery.sourceId, delivery.id, delivery.receivedAt]
  const rows = await scope.sql<{ id: number }>(store, [...known, ...columnsOf(activities)])
  return rows.map((row) => row.id)
}

/** Puts the parked activities of a delivery back to work at once. Answers how many. */
export async function unparkActivities(scope: Scope, deliveryId: number): Promise<number> {
  const rows = await scope.sql(
    `UPDATE inbox i SET state = 'waiting', attempts = 0, retry_at = NULL, error = NULL FROM activity a
     WHERE i.program_id = $1 AND a.program_id = $1 AND a.id = i.activity_id AND a.delivery_id = $2 AND (i.state = 'parked' OR i.retry_at IS NOT NULL)
     RETURNING i.activity_id`,
    [scope.program, deliveryId],
  )
  return rows.length
}
