import { sqlAlone } from '#app/db/transaction.server.ts'
import type { DeliveryState } from './deliveries.server.ts'

export type UnclaimedAccount = {
  sourceId: number
  channel: string
  adapter: string
  slug: string
  actorId: string
  handle: string | null
  count: number
  sinceAt: Date
}

/** The accounts without an owner for which most activities wait. */
export async function unclaimedAccounts(program: number, limit: number): Promise<UnclaimedAccount[]> {
  return sqlAlone<UnclaimedAccount>(
    `SELECT i.source_id AS "sourceId", s.title AS channel, s.adapter, s.slug, i.actor_id AS "actorId", max(a.actor_handle) AS handle, count(*)::int AS count,
       min(a.received_at) AS "sinceAt"
     FROM inbox i
     JOIN source s ON s.program_id = i.program_id AND s.id = i.source_id
     JOIN activity a ON a.program_id = i.program_id AND a.id = i.activity_id
     WHERE i.program_id = $1 AND i.state = 'unclaimed'
     GROUP BY i.source_id, s.title, s.adapter, s.slug, i.actor_id ORDER BY count(*) DESC, min(a.id) LIMIT $2`,
    [program, limit],
  )
}

/** Activities that could not be settled after all tries, oldest first. */
export async function parkedActivities(
  program: number,
  limit: number,
): Promise<{ id: number; title: string; kind: string; error: string | null; slug: string; deliveryId: number | null; receivedAt: Date }[]> {
  return sqlAlone(
    `SELECT a.id, a.object_title AS title, a.kind, i.error, s.slug, a.delivery_id AS "deliveryId", a.received_at AS "receivedAt"
     FROM inbox i
     JOIN activity a ON a.program_id = i.program_id AND a.id = i.activity_id
     JOIN source s ON s.program_id = i.program_id AND s.id = i.source_id
     WHERE i.program_id = $1 AND i.state = 'parked' ORDER BY i.activity_id LIMIT $2`,
    [program, limit],
  )
}

/** Deliveries of the last 30 days that could not be read, newest first. */
export async function troubledDeliveries(
  program: number,
  now: Date,
  limit: number,
): Promise<{ id: number; event: string; state: DeliveryState; note: string; slug: string; channel: string; receivedAt: Date }[]> {
  return sqlAlone(
    `SELECT d.id, d.event, d.state, d.note, s.slug, s.title AS channel, d.received_at AS "receivedAt"
     FROM delivery d JOIN source s ON s.program_id = d.program_id AND s.id = d.source_id
     WHERE d.program_id = $1 AND d.state IN ('unread', 'malformed') AND d.received_at > $2::timestamptz - interval '30 days' ORDER BY d.id DESC LIMIT $3`,
    [program, now, limit],
  )
}

/** A recorded activity as a rule's rehearsal needs it. */
export type PastRow = {
  activityId: number
  subject: string
  kind: string
  plainKind: string
  channel: string
  actorId: string
  actorHandle: string | null
  sourceId: number
  objectId: string
  objectTitle: string
  objectUrl: string
  occurredAt: Date
  receivedAt: Date
  facts: Record<string, string | number | boolean | string[]>
  others: { id: string; role: string }[]
  bot: boolean
  ignored: boolean
  blocked: string | null
  undone: boolean
}

const pastFields = `a.id AS "activityId", a.subject, s.adapter || ':' || a.kind AS kind, a.kind AS "plainKind", s.slug AS channel, a.actor_id AS "actorId",
  a.actor_handle AS "actorHandle", a.source_id AS "sourceId", a.object_id AS "objectId", a.object_title AS "objectTitle", a.object_url AS "objectUrl",
  a.occurred_at AS "occurredAt", a.received_at AS "receivedAt", a.facts, a.others, a.actor_bot AS bot, a.blocked,
  (s.ignored && ARRAY[lower(a.actor_id), lower(coalesce(a.actor_handle, ''))]) AS ignored, coalesce(u.undone_at >= a.occurred_at, false) AS undone`

// A rare kind would make this read the whole past, so it looks at the latest 20,000 activities only.
const past = `
SELECT ${pastFields}
FROM (SELECT * FROM activity WHERE program_id = $1 ORDER BY id DESC LIMIT 20000) a
JOIN source s ON s.program_id = a.program_id AND s.id = a.source_id
LEFT JOIN undo u ON u.program_id = a.program_id AND u.subject = a.subject
WHERE s.adapter || ':' || a.kind = ANY($2::text[]) ORDER BY a.id DESC LIMIT $3`

/** The latest activities of these qualified kinds, newest first. */
export async function pastDeeds(program: number, kinds: readonly string[], limit: number): Promise<PastRow[]> {
  return sqlAlone<PastRow>(past, [program, kinds, limit])
}

/** What was done with the same objects, of one kind (the adapter's own word). */
export async function companionsOf(program: number, deeds: readonly { sourceId: number; objectId: string }[], kind: string): Promise<PastRow[]> {
  return sqlAlone<PastRow>(
    `SELECT ${pastFields}
     FROM (SELECT DISTINCT * FROM unnest($2::smallint[], $3::text[]) AS o(source_id, object_id)) o
     JOIN activity a ON a.program_id = $1 AND a.source_id = o.source_id AND a.object_id = o.object_id
     JOIN source s ON s.program_id = a.program_id AND s.id = a.source_id
     LEFT JOIN undo u ON u.program_id = a.program_id AND u.subject = a.subject
     WHERE a.kind = $4 ORDER BY a.id`,
    [program, deeds.map((deed) => deed.sourceId), deeds.map((deed) => deed.objectId), kind],
  )
}
