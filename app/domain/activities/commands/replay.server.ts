import type { Scope } from '#app/db/transaction.server.ts'
import type { KeyedActivity } from './store.server.ts'

const store = `
WITH fact AS (
  SELECT DISTINCT ON (subject, version) *
  FROM unnest($5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::boolean[], $11::text[], $12::text[], $13::text[],
    $14::timestamptz[], $15::jsonb[], $16::jsonb[], $17::text[], $18::uuid[], $19::uuid[])
    WITH ORDINALITY AS a(kind, external_id, version, actor_id, actor_handle, actor_bot, object_id, object_title, object_url,
      occurred_at, facts, others, blocked, subject, undoes, n)
  ORDER BY subject, version, n
), fresh AS (
  INSERT INTO activity_key (program_id, subject, version, activity_id, occurred_at)
  SELECT $1::smallint, subject, version, nextval('activity_id_seq'), least(occurred_at, $4::timestamptz) FROM fact ORDER BY subject, version
  ON CONFLICT DO NOTHING
  RETURNING subject, version, activity_id
), kept AS (
  INSERT INTO activity (program_id, id, source_id, delivery_id, kind, external_id, version, subject, undoes, actor_id, actor_handle, actor_bot, object_id, object_title,
    object_url, occurred_at, received_at, facts, others, blocked)
  SELECT $1::smallint, activity_id, $2::smallint, $3::bigint, kind, external_id, version, subject, undoes, actor_id, actor_handle, actor_bot, object_id, object_title,
    object_url, least(occurred_at, $4::timestamptz), $4::timestamptz, facts, others, blocked
  FROM fact JOIN fresh USING (subject, version)
)
INSERT INTO inbox (program_id, activity_id, source_id, actor_id)
SELECT $1::smallint, activity_id, $2::smallint, actor_id FROM fact JOIN fresh USING (subject, version) RETURNING activity_id`

/**
 * Keeps what was read from a delivery that is already stored: activities that are not known yet go into the queue, known ones stay as they are.
 * They count as received when the delivery was. Answers how many were new.
 */
export async function storeActivities(
  scope: Scope,
  delivery: { id: number; sourceId: number; receivedAt: Date },
  activities: readonly KeyedActivity[],
): Promise<number> {
  if (activities.length === 0) return 0
  const column = <Value>(pick: (activity: KeyedActivity) => Value): Value[] => activities.map(pick)
  const rows = await scope.sql(store, [
    scope.program,
    delivery.sourceId,
    delivery.id,
    delivery.receivedAt,
    column((activity) => activity.kind),
    column((activity) => activity.externalId),
    column((activity) => activity.version ?? ''),
    column((activity) => activity.actor.id),
    column((activity) => activity.actor.handle),
    column((activity) => activity.actor.bot === true),
    column((activity) => activity.object.id),
    column((activity) => activity.object.title),
    column((activity) => activity.object.url),
    column((activity) => activity.occurredAt),
    column((activity) => JSON.stringify(activity.facts)),
    column((activity) => JSON.stringify(activity.others ?? [])),
    column((activity) => activity.blocked ?? null),
    column((activity) => activity.subject),
    column((activity) => activity.undoesSubject),
  ])
  return rows.length
}

/** Lets what was parked from a delivery, or waits for its next try, be settled at once. Answers how many activities that is. */
export async function retryParked(scope: Scope, delivery: number): Promise<number> {
  const rows = await scope.sql(
    `UPDATE inbox i SET state = 'waiting', attempts = 0, retry_at = NULL, error = NULL FROM activity a
     WHERE i.program_id = $1 AND a.program_id = $1 AND a.delivery_id = $2 AND i.activity_id = a.id AND (i.state = 'parked' OR i.retry_at IS NOT NULL)
     RETURNING i.activity_id`,
    [scope.program, delivery],
  )
  return rows.length
}
