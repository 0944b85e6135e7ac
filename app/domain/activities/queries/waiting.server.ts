import { type Sql, sqlAlone } from '#app/db/transaction.server.ts'
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

/** How many activities wait for the owner of any of these accounts, by channel; only those for which something waits. */
export async function waitingUnder(program: number, sources: readonly number[], accounts: readonly string[]): Promise<Map<number, number>> {
  const rows = await sqlAlone<{ id: number; count: number }>(
    `SELECT source_id AS id, count(*)::int AS count FROM inbox
     WHERE program_id = $1 AND source_id = ANY($2::smallint[]) AND actor_id = ANY($3::text[]) AND state = 'unclaimed' GROUP BY 1`,
    [program, sources, accounts],
  )
  return new Map(rows.map((row) => [row.id, row.count]))
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

/** True while something can be settled now. Costs one look at an index, so a worker may ask many times a second. */
export async function inboxWaits(program: number): Promise<boolean> {
  const [row] = await sqlAlone<{ waits: boolean }>(
    `SELECT EXISTS (SELECT FROM inbox WHERE program_id = $1 AND state = 'waiting' AND (retry_at IS NULL OR retry_at <= $2)) AS waits`,
    [program, new Date()],
  )
  return row?.waits === true
}

/** What waits for one name in one channel: how much, since when, and the latest of it by id. */
export type WaitingFor = {
  sourceId: number
  channel: string
  adapter: string
  count: number
  since: Date
  kinds: string[]
  latest: number[]
}

// Found by the names that stand for waiting accounts, so the question costs the same however much waits for others; the account found is counted whole, by its key.
const waitingOf = `
WITH account AS (SELECT DISTINCT source_id, actor_id FROM waiting_account WHERE program_id = $1 AND handle = $2 AND source_id = ANY($3::smallint[]) AND NOT starts_with(actor_id, 'email:'))
SELECT s.id AS "sourceId", s.title AS channel, s.adapter, count(*)::int AS count, min(a.occurred_at) AS since,
  array_agg(DISTINCT s.adapter || ':' || a.kind) AS kinds, (array_agg(a.id ORDER BY a.id DESC))[1:200] AS latest
FROM account c
JOIN inbox i ON i.program_id = $1 AND i.source_id = c.source_id AND i.actor_id = c.actor_id AND i.state = 'unclaimed'
JOIN activity a ON a.program_id = $1 AND a.id = i.activity_id
JOIN source s ON s.program_id = $1 AND s.id = c.source_id
WHERE NOT a.actor_bot AND NOT (s.ignored && ARRAY[lower(c.actor_id), lower(coalesce(a.actor_handle, ''))])
GROUP BY s.id, s.title, s.adapter ORDER BY count(*) DESC, s.id`

/** What waits for whoever proves to own accounts of this name, in these channels, one by one. Accounts known by a mail address are nobody's to ask for. */
export async function waitingFor(program: number, handle: string, sources: readonly number[], sql: Sql = sqlAlone): Promise<WaitingFor[]> {
  return sql<WaitingFor>(waitingOf, [program, handle.toLowerCase(), sources])
}
