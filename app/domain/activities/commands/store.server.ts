import type { Activity } from '#app/contract/activity.ts'
import type { Sql } from '#app/db/transaction.server.ts'

/** A verified delivery with what was read from it, ready to be kept. */
export type Arrival = {
  program: number
  sourceId: number
  /** Keyed hash of source, delivery id and digest: see the room's decisions. */
  key: string
  event: string
  headers: Readonly<Record<string, string>>
  body: Uint8Array
  digest: string
  receivedAt: Date
  state: 'read' | 'ignored' | 'unsupported' | 'malformed' | 'unread' | 'incomplete'
  note: string
  activities: readonly KeyedActivity[]
}

/** An activity with the keyed hashes under which it, and what it takes back, are kept. */
export type KeyedActivity = Activity & { subject: string; undoesSubject: string | null }

export type Stored = { delivery: number; duplicate: boolean }

// Everything that arrived together is kept by one statement and so by one commit. Keys are taken in
// order, so that two web processes never wait for each other in a ring; ids are given in the order of arrival, which is the order of settling.
const store = `
WITH incoming AS (
  SELECT DISTINCT ON (program_id, key) * FROM unnest($1::smallint[], $2::smallint[], $3::uuid[], $4::text[], $5::jsonb[], $6::int[], $7::int[],
    $8::text[], $9::timestamptz[], $10::text[], $11::text[])
    WITH ORDINALITY AS d(program_id, source_id, key, event, headers, start, length, digest, received_at, state, note, n)
  ORDER BY program_id, key, n
), fresh AS (
  INSERT INTO delivery_key (program_id, key, delivery_id)
  SELECT program_id, key, nextval('delivery_id_seq') FROM incoming ORDER BY program_id, key
  ON CONFLICT DO NOTHING
  RETURNING program_id, key, delivery_id
), kept AS (
  INSERT INTO delivery (program_id, id, source_id, delivery_key, event, headers, body, digest, received_at, state, note)
  SELECT program_id, delivery_id, source_id, key, event, headers, substring($12::bytea FROM start FOR length), decode(digest, 'hex'), received_at, state, note
  FROM incoming JOIN fresh USING (program_id, key)
), distinct_fact AS (
  SELECT DISTINCT ON (f.program_id, f.subject, f.version) f.*, fresh.delivery_id, i.received_at
  FROM unnest($13::int[], $14::text[], $15::text[], $16::text[], $17::text[], $18::text[], $19::boolean[], $20::text[], $21::text[], $22::text[],
    $23::timestamptz[], $24::jsonb[], $25::jsonb[], $26::text[], $27::uuid[], $28::uuid[])
    WITH ORDINALITY AS a(delivery_n, kind, external_id, version, actor_id, actor_handle, actor_bot, object_id, object_title, object_url,
      occurred_at, facts, others, blocked, subject, undoes, n)
  JOIN incoming i ON i.n = a.delivery_n
  JOIN fresh ON fresh.program_id = i.program_id AND fresh.key = i.key
  CROSS JOIN LATERAL (SELECT i.program_id, i.source_id, a.*) AS f
  ORDER BY f.program_id, f.subject, f.version, f.n
), fact AS (
  SELECT nextval('activity_id_seq') AS activity_id, ordered.* FROM (SELECT * FROM distinct_fact ORDER BY delivery_n, n) AS ordered
), fact_fresh AS (
  INSERT INTO activity_key (program_id, subject, version, activity_id, occurred_at)
  SELECT program_id, subject, version, activity_id, least(occurred_at, received_at) FROM fact
  ORDER BY program_id, subject, version
  ON CONFLICT DO NOTHING
  RETURNING program_id, activity_id
), fact_kept AS (
  INSERT INTO activity (program_id, id, source_id, delivery_id, kind, external_id, version, subject, undoes, actor_id, actor_handle, actor_bot, object_id, object_title,
    object_url, occurred_at, received_at, facts, others, blocked)
  SELECT program_id, activity_id, source_id, delivery_id, kind, external_id, version, subject, undoes, actor_id, actor_handle, actor_bot, object_id, object_title,
    object_url, least(occurred_at, received_at), received_at, facts, others, blocked
  FROM fact JOIN fact_fresh USING (program_id, activity_id)
), queued AS (
  INSERT INTO inbox (program_id, activity_id, source_id, actor_id)
  SELECT program_id, activity_id, source_id, actor_id FROM fact JOIN fact_fresh USING (program_id, activity_id)
)
SELECT i.n::int AS n, fresh.delivery_id AS delivery FROM incoming i JOIN fresh USING (program_id, key)`

const known = `
SELECT d.n::int AS n, delivery_id AS delivery FROM unnest($1::smallint[], $2::uuid[]) WITH ORDINALITY AS d(program_id, key, n)
JOIN delivery_key USING (program_id, key)`

/**
 * Keeps deliveries and the activities read from them, each once, in one commit of its own. Answers in the order given; `duplicate` is true for
 * a delivery that was already kept. An activity already known is left as it is. A time in the future becomes the time of receipt.
 */
export async function storeDeliveries(sql: Sql, arrivals: readonly Arrival[]): Promise<Stored[]> {
  const rows = await sql<{ n: number; delivery: number }>(store, [...deliveryColumns(arrivals), ...activityColumns(arrivals)])
  const fresh = new Map(rows.map((row) => [row.n, row.delivery]))
  const missing = arrivals.flatMap((arrival, index) => (fresh.has(index + 1) ? [] : [{ arrival, index }]))
  if (missing.length === 0) return arrivals.map((_, index) => ({ delivery: fresh.get(index + 1) ?? 0, duplicate: false }))
  const found = await sql<{ n: number; delivery: number }>(known, [
    missing.map(({ arrival }) => arrival.program),
    missing.map(({ arrival }) => arrival.key),
  ])
  const older = new Map(found.map((row) => [missing[row.n - 1]?.index ?? -1, row.delivery]))
  return arrivals.map((_, index) => {
    const delivery = fresh.get(index + 1)
    return delivery === undefined ? { delivery: older.get(index) ?? 0, duplicate: true } : { delivery, duplicate: false }
  })
}

function deliveryColumns(arrivals: readonly Arrival[]): unknown[] {
  let start = 1
  const starts = arrivals.map((arrival) => (start += arrival.body.byteLength) - arrival.body.byteLength)
  const column = <Value>(pick: (arrival: Arrival) => Value): Value[] => arrivals.map(pick)
  return [
    column((arrival) => arrival.program),
    column((arrival) => arrival.sourceId),
    column((arrival) => arrival.key),
    column((arrival) => arrival.event),
    column((arrival) => JSON.stringify(arrival.headers)),
    starts,
    column((arrival) => arrival.body.byteLength),
    column((arrival) => arrival.digest),
    column((arrival) => arrival.receivedAt),
    column((arrival) => arrival.state),
    column((arrival) => arrival.note),
    Buffer.concat(column((arrival) => arrival.body)),
  ]
}

function activityColumns(arrivals: readonly Arrival[]): unknown[] {
  const facts = arrivals.flatMap((arrival, index) => arrival.activities.map((activity) => ({ n: index + 1, activity })))
  return [facts.map(({ n }) => n), ...columnsOf(facts.map(({ activity }) => activity))]
}

/** Activities as the columns that the statements of this room take, from `kind` to `undoes`. */
export function columnsOf(activities: readonly KeyedActivity[]): unknown[] {
  const column = <Value>(pick: (activity: KeyedActivity) => Value): Value[] => activities.map(pick)
  return [
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
  ]
}
