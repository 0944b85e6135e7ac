import { sqlAlone } from '#app/db/transaction.server.ts'
import type { DeliverySearch } from '#app/domain/activities/search.ts'
import type { DeliveryRow } from './deliveries.server.ts'

export type FoundDelivery = DeliveryRow & { channel: string; slug: string; error: string | null }

// Text is looked for among the newest 50,000 that fit otherwise: bodies have no index, and older ones are found by their day.
const fitting = `
SELECT d.id FROM (
  SELECT * FROM delivery WHERE program_id = $1 AND ($2::smallint IS NULL OR source_id = $2)
    AND ($4::timestamptz IS NULL OR received_at >= $4) AND ($5::timestamptz IS NULL OR received_at < $5)
    AND CASE $3::text WHEN '' THEN true WHEN 'trouble' THEN state IN ('malformed', 'unread')
      WHEN 'dead' THEN state = 'unread' AND attempts >= 10 OR EXISTS (
        SELECT 1 FROM activity a JOIN inbox i ON i.program_id = a.program_id AND i.activity_id = a.id AND i.state = 'parked'
        WHERE a.program_id = $1 AND a.delivery_id = delivery.id)
      ELSE state = $3 END
  ORDER BY id DESC LIMIT 50000
) d WHERE $6::text = '' OR d.event ILIKE '%' || $6 || '%' OR d.note ILIKE '%' || $6 || '%' OR d.id::text = $6 OR position(convert_to($7, 'UTF8') IN d.body) > 0`

const counted = `
SELECT d.id, d.event, d.received_at AS "receivedAt", d.state, d.note, length(d.body) AS size, s.title AS channel, s.slug, count(a.id)::int AS activities,
  count(*) FILTER (WHERE i.state = 'waiting')::int AS waiting, count(*) FILTER (WHERE i.state = 'unclaimed')::int AS unclaimed,
  count(*) FILTER (WHERE i.state = 'parked')::int AS parked, max(i.error) FILTER (WHERE i.state = 'parked') AS error
FROM (SELECT id FROM (${fitting}) f WHERE $8::bigint IS NULL OR id < $8 ORDER BY id DESC LIMIT $9) f
JOIN delivery d ON d.program_id = $1 AND d.id = f.id
JOIN source s ON s.program_id = $1 AND s.id = d.source_id
LEFT JOIN activity a ON a.program_id = $1 AND a.delivery_id = d.id
LEFT JOIN inbox i ON i.program_id = $1 AND i.activity_id = a.id
GROUP BY d.id, d.event, d.received_at, d.state, d.note, d.body, s.title, s.slug ORDER BY d.id DESC`

function asked(program: number, { sourceId, outcome, from, until, text }: DeliverySearch): unknown[] {
  return [program, sourceId, outcome, from, until, text.replaceAll(/[\\%_]/g, '\\$&'), text]
}

/** Deliveries of all channels that fit, newest first, from before a cursor. */
export async function findDeliveries(program: number, search: DeliverySearch, before: number | null, limit: number): Promise<FoundDelivery[]> {
  return sqlAlone<FoundDelivery>(counted, [...asked(program, search), before, limit])
}

/** The numbers of the deliveries that fit, oldest first, after a cursor. */
export async function deliveriesFitting(program: number, search: DeliverySearch, after: number, limit: number): Promise<number[]> {
  const rows = await sqlAlone<{ id: number }>(`SELECT id FROM (${fitting}) f WHERE id > $8 ORDER BY id LIMIT $9`, [
    ...asked(program, search),
    after,
    limit,
  ])
  return rows.map((row) => row.id)
}

/** How many deliveries fit. */
export async function countFitting(program: number, search: DeliverySearch): Promise<number> {
  const [row] = await sqlAlone<{ count: number }>(`SELECT count(*)::int AS count FROM (${fitting}) f`, asked(program, search))
  return row?.count ?? 0
}

export type DeliveryToReplay = {
  id: number
  sourceId: number
  adapter: string
  headers: Record<string, string>
  body: Uint8Array
  digest: string
  receivedAt: Date
  completion: Record<string, unknown> | null
  site: string | null
}

/** Deliveries whole, as reading them again needs them, by their numbers, in order. */
export async function deliveriesNamed(program: number, ids: readonly number[]): Promise<DeliveryToReplay[]> {
  return sqlAlone<DeliveryToReplay>(
    `SELECT d.id, d.source_id AS "sourceId", s.adapter, d.headers, d.body, encode(d.digest, 'hex') AS digest, d.received_at AS "receivedAt", d.completion,
       s.settings -> 'access' ->> 'site' AS site
     FROM delivery d JOIN source s ON s.program_id = d.program_id AND s.id = d.source_id WHERE d.program_id = $1 AND d.id = ANY($2::bigint[]) ORDER BY d.id`,
    [program, ids],
  )
}

/** How many of these facts are not known yet, each counted once. */
export async function countUnknown(program: number, facts: readonly { subject: string; version: string }[]): Promise<number> {
  const [row] = await sqlAlone<{ count: number }>(
    `SELECT count(*)::int AS count FROM (SELECT DISTINCT * FROM unnest($2::uuid[], $3::text[]) AS f(subject, version)) f
     WHERE NOT EXISTS (SELECT 1 FROM activity_key k WHERE k.program_id = $1 AND k.subject = f.subject AND k.version = f.version)`,
    [program, facts.map((fact) => fact.subject), facts.map((fact) => fact.version)],
  )
  return row?.count ?? 0
}
