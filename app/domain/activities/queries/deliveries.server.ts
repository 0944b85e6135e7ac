import type { Completion } from '#app/contract/adapter.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'

export type DeliveryState = 'read' | 'ignored' | 'unsupported' | 'malformed' | 'unread' | 'incomplete'

/** A delivery as the list shows it. `waiting`, `unclaimed` and `parked` count its activities that are not settled. */
export type DeliveryRow = {
  id: number
  event: string
  receivedAt: Date
  state: DeliveryState
  note: string
  size: number
  activities: number
  waiting: number
  unclaimed: number
  parked: number
}

const counted = `
SELECT d.id, d.event, d.received_at AS "receivedAt", d.state, d.note, d.size, count(a.id)::int AS activities,
  count(*) FILTER (WHERE i.state = 'waiting')::int AS waiting, count(*) FILTER (WHERE i.state = 'unclaimed')::int AS unclaimed,
  count(*) FILTER (WHERE i.state = 'parked')::int AS parked
FROM (
  SELECT id, event, received_at, state, note, length(body) AS size FROM delivery
  WHERE program_id = $1 AND source_id = $2 AND ($3::text IS NULL OR state = $3) AND ($4::bigint IS NULL OR id < $4) ORDER BY id DESC LIMIT $5
) d
LEFT JOIN activity a ON a.program_id = $1 AND a.delivery_id = d.id
LEFT JOIN inbox i ON i.program_id = $1 AND i.activity_id = a.id
GROUP BY d.id, d.event, d.received_at, d.state, d.note, d.size ORDER BY d.id DESC`

/** The deliveries of a channel, newest first, from before a cursor; of one state if asked. */
export async function deliveriesOf(
  program: number,
  sourceId: number,
  { state, before, limit }: { state: DeliveryState | null; before: number | null; limit: number },
): Promise<DeliveryRow[]> {
  return sqlAlone<DeliveryRow>(counted, [program, sourceId, state, before, limit])
}

export type DeliveryWhole = {
  id: number
  sourceId: number
  event: string
  headers: Record<string, string>
  body: Uint8Array
  digest: string
  receivedAt: Date
  state: DeliveryState
  note: string
  attempts: number
  completion: Completion | null
  site: string | null
}

/** One delivery with its raw body, or null. */
export async function deliveryById(program: number, sourceId: number, id: number): Promise<DeliveryWhole | null> {
  const [row] = await sqlAlone<DeliveryWhole>(
    `SELECT d.id, d.source_id AS "sourceId", d.event, d.headers, d.body, encode(d.digest, 'hex') AS digest, d.received_at AS "receivedAt", d.state, d.note, d.attempts,
       d.completion, s.settings -> 'access' ->> 'site' AS site
     FROM delivery d JOIN source s ON s.program_id = d.program_id AND s.id = d.source_id WHERE d.program_id = $1 AND d.id = $2 AND d.source_id = $3`,
    [program, id, sourceId],
  )
  return row ?? null
}

const shownBytes = 256_000

/** A body as text for people: whatever is not UTF-8 is written as hexadecimal, and a long one is cut. */
export function deliveryBody(body: Uint8Array): { text: string; form: 'text' | 'bytes'; cut: boolean } {
  const part = body.subarray(0, shownBytes)
  const cut = body.byteLength > shownBytes
  const text = Buffer.from(part).toString('utf8')
  const readable = Buffer.from(text, 'utf8').equals(Buffer.from(part)) || cut
  if (readable && !text.includes('\u0000')) return { text, form: 'text', cut }
  return {
    text: (
      Buffer.from(part.subarray(0, 16_000))
        .toString('hex')
        .match(/.{1,64}/g) ?? []
    ).join('\n'),
    form: 'bytes',
    cut: part.byteLength > 16_000 || cut,
  }
}

/** An activity read from a delivery, with its place in the queue while it is not settled. */
export type ActivityRow = {
  id: number
  kind: string
  actorId: string
  actorHandle: string | null
  actorBot: boolean
  objectTitle: string
  objectUrl: string
  occurredAt: Date
  facts: Record<string, string | number | boolean | string[]>
  others: { id: string; handle: string; role: string }[]
  blocked: string | null
  undoes: string | null
  state: 'waiting' | 'unclaimed' | 'parked' | null
  attempts: number | null
  error: string | null
  retryAt: Date | null
}

/** The activities that were read from a delivery. */
export async function activitiesIn(program: number, delivery: number): Promise<ActivityRow[]> {
  return sqlAlone<ActivityRow>(
    `SELECT a.id, a.kind, a.actor_id AS "actorId", a.actor_handle AS "actorHandle", a.actor_bot AS "actorBot", a.object_title AS "objectTitle",
       a.object_url AS "objectUrl", a.occurred_at AS "occurredAt", a.facts, a.others, a.blocked, a.undoes, i.state, i.attempts, i.error, i.retry_at AS "retryAt"
     FROM activity a LEFT JOIN inbox i ON i.program_id = a.program_id AND i.activity_id = a.id
     WHERE a.program_id = $1 AND a.delivery_id = $2 ORDER BY a.id`,
    [program, delivery],
  )
}

/** How many deliveries a channel received in the 24 hours before an instant, counted up to a thousand. */
export async function receivedToday(program: number, sourceId: number, now: Date): Promise<number> {
  const [row] = await sqlAlone<{ count: number }>(
    `SELECT count(*)::int AS count FROM (SELECT received_at FROM delivery WHERE program_id = $1 AND source_id = $2 ORDER BY id DESC LIMIT 1000) d
     WHERE received_at > $3::timestamptz - interval '24 hours'`,
    [program, sourceId, now],
  )
  return row?.count ?? 0
}

/** The newest message that came to a channel in a form of its own, to be mapped on; with an id that one. Null if none came. */
export async function foreignSample(program: number, sourceId: number, id: number | null): Promise<{ id: number; body: Uint8Array } | null> {
  const [row] = await sqlAlone<{ id: number; body: Uint8Array }>(
    `SELECT id, body FROM delivery WHERE program_id = $1 AND source_id = $2 AND length(body) BETWEEN 1 AND 256000
     AND ($3::bigint IS NULL AND (about IS NOT NULL OR state = 'incomplete') OR id = $3) ORDER BY id DESC LIMIT 1`,
    [program, sourceId, id],
  )
  return row ?? null
}
