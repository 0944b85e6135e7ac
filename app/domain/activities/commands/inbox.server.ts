import type { Scope } from '#app/db/transaction.server.ts'
import type { Party } from '#app/contract/activity.ts'
import type { Completion } from '#app/contract/adapter.ts'

/** An activity waiting to be settled, with what its source knows of it. */
export type Waiting = {
  id: number
  sourceId: number
  adapter: string
  kind: string
  /** Keyed hash of (source, external id); `undoes` is the one of what it takes back. */
  subject: string
  version: string
  actorId: string
  actorHandle: string | null
  actorBot: boolean
  /** On the source's list of bots, staff and service accounts. */
  actorIgnored: boolean
  objectId: string
  occurredAt: Date
  /** When it was first done, where it was ever taken back. */
  firstAt?: Date
  receivedAt: Date
  facts: Record<string, string | number | boolean | string[]>
  others: (Party & { role: string })[]
  blocked: string | null
  undoes: string | null
  /** Judged before, at least for somebody. */
  again: boolean
}

// The front of the queue is cut off before anything is joined to it: however much waits behind, a batch costs the same.
const claim = `
WITH due AS MATERIALIZED (
  SELECT activity_id, again FROM inbox
  WHERE program_id = $1 AND state = 'waiting' AND (retry_at IS NULL OR retry_at <= $2) AND ($3::bigint IS NULL OR activity_id = $3)
  ORDER BY activity_id LIMIT $4 FOR UPDATE SKIP LOCKED
)
SELECT a.id, a.source_id AS "sourceId", s.adapter, a.kind, a.subject, a.version, a.actor_id AS "actorId", a.actor_handle AS "actorHandle",
  a.actor_bot AS "actorBot", (s.ignored && ARRAY[lower(a.actor_id), lower(coalesce(a.actor_handle, ''))]) AS "actorIgnored", a.object_id AS "objectId",
  a.occurred_at AS "occurredAt", a.received_at AS "receivedAt", a.facts, a.others, a.blocked, a.undoes, i.again
FROM due i
JOIN activity a ON a.program_id = $1 AND a.id = i.activity_id
JOIN source s ON s.program_id = $1 AND s.id = a.source_id
ORDER BY a.id`

/** The oldest waiting activities, at most `size`, locked until the transaction ends. With `only`, that one alone. */
export async function claimInbox(scope: Scope, size: number, only: number | null = null): Promise<Waiting[]> {
  return scope.sql<Waiting>(claim, [scope.program, scope.now, only, size])
}

// With them stand the names by which their owner may ask for them: an account that waits already is there.
const putAside = `
WITH aside AS (UPDATE inbox SET state = 'unclaimed' WHERE program_id = $1 AND activity_id = ANY($2::bigint[]) RETURNING activity_id)
INSERT INTO waiting_account (program_id, handle, source_id, actor_id)
SELECT DISTINCT $1::smallint, n.name, a.source_id, a.actor_id FROM aside JOIN activity a ON a.program_id = $1 AND a.id = aside.activity_id
CROSS JOIN LATERAL (VALUES (lower(a.actor_handle)), (substring(a.actor_id FROM '^login:(.+)$'))) AS n(name)
WHERE length(n.name) BETWEEN 1 AND 100 AND NOT starts_with(a.actor_id, 'email:') ORDER BY 2, 3, 4 ON CONFLICT DO NOTHING`

/** Takes settled activities off the queue and puts those of unknown people aside until someone links the account. */
export async function finishInbox(scope: Scope, settled: readonly number[], unclaimed: readonly number[]): Promise<void> {
  await scope.sql('DELETE FROM inbox WHERE program_id = $1 AND activity_id = ANY($2::bigint[])', [scope.program, settled])
  if (unclaimed.length > 0) {
    await scope.sql(putAside, [scope.program, unclaimed])
  }
}

/** Keeps a failing activity waiting with growing delay (2 s, 4 s … 1 h), and parks it after 12 tries where managers see it. */
export async function noteFailure(scope: Scope, activity: number, error: string): Promise<void> {
  await scope.sql(
    `UPDATE inbox SET attempts = attempts + 1, error = left($3, 2000),
       retry_at = $4::timestamptz + least(3600, power(2, attempts + 1)) * interval '1 second',
       state = CASE WHEN attempts + 1 >= 12 THEN 'parked' ELSE state END
     WHERE program_id = $1 AND activity_id = $2`,
    [scope.program, activity, error, scope.now],
  )
}

/** Lets everything that waited for this account's owner be settled. Answers how many activities that is. */
export async function releaseUnclaimed(scope: Scope, sourceId: number, actorId: string): Promise<number> {
  await scope.sql('DELETE FROM waiting_account WHERE program_id = $1 AND source_id = $2 AND actor_id = $3', [scope.program, sourceId, actorId])
  const rows = await scope.sql(
    `UPDATE inbox SET state = 'waiting', again = true WHERE program_id = $1 AND source_id = $2 AND actor_id = $3 AND state = 'unclaimed' RETURNING activity_id`,
    [scope.program, sourceId, actorId],
  )
  return rows.length
}

/** Lets settled activities be judged again; what was said of them is joined. Those still waiting stay as they are. */
export async function requeue(scope: Scope, activities: readonly number[]): Promise<void> {
  if (activities.length === 0) return
  await scope.sql(
    `INSERT INTO inbox (program_id, activity_id, source_id, actor_id, again)
     SELECT a.program_id, a.id, a.source_id, a.actor_id, true FROM activity a WHERE a.program_id = $1 AND a.id = ANY($2::bigint[])
     ON CONFLICT (program_id, activity_id) DO NOTHING`,
    [scope.program, activities],
  )
}

/** Notes shares that wait for somebody to claim an account. */
export async function noteWaitingShares(scope: Scope, shares: readonly { sourceId: number; accountId: string; activityId: number }[]): Promise<void> {
  if (shares.length === 0) return
  await scope.sql(
    `INSERT INTO waiting_share (program_id, source_id, account_id, activity_id)
     SELECT $1::smallint, * FROM unnest($2::smallint[], $3::text[], $4::bigint[]) ON CONFLICT DO NOTHING`,
    [scope.program, shares.map((share) => share.sourceId), shares.map((share) => share.accountId), shares.map((share) => share.activityId)],
  )
}

/** Lets the activities in which this account has a waiting share be judged again. */
export async function releaseShares(scope: Scope, sourceId: number, accountId: string): Promise<void> {
  const rows = await scope.sql<{ id: number }>(
    'DELETE FROM waiting_share WHERE program_id = $1 AND source_id = $2 AND account_id = $3 RETURNING activity_id AS id',
    [scope.program, sourceId, accountId],
  )
  await requeue(
    scope,
    rows.map((row) => row.id),
  )
}

/** Notes until when a subject counts as taken back: the latest undo wins, whatever the order of arrival. */
export async function recordUndo(scope: Scope, undo: { subject: string; undoneAt: Date; activityId: number }): Promise<void> {
  await scope.sql(
    `INSERT INTO undo (program_id, subject, undone_at, activity_id) VALUES ($1, $2, $3, $4)
     ON CONFLICT (program_id, subject)
     DO UPDATE SET undone_at = excluded.undone_at, activity_id = excluded.activity_id WHERE undo.undone_at < excluded.undone_at`,
    [scope.program, undo.subject, undo.undoneAt, undo.activityId],
  )
}

export type Unread = {
  id: number
  sourceId: number
  adapter: string
  headers: Record<string, string>
  body: Uint8Array
  digest: string
  receivedAt: Date
  completion?: Completion | null
  site?: string | null
}

/** The next delivery after this one that could not be read and is due again: delay doubles from one minute, ten tries at most. Locked until the transaction ends. */
export async function claimUnread(scope: Scope, after: number): Promise<Unread[]> {
  return scope.sql<Unread>(
    `SELECT d.id, d.source_id AS "sourceId", s.adapter, d.headers, d.body, encode(d.digest, 'hex') AS digest, d.received_at AS "receivedAt", d.completion,
       s.settings -> 'access' ->> 'site' AS site
     FROM delivery d JOIN source s ON s.program_id = d.program_id AND s.id = d.source_id
     WHERE d.program_id = $1 AND d.state = 'unread' AND d.attempts < 10 AND d.received_at + power(2, d.attempts) * interval '1 minute' <= $2
     AND d.id > $3
     ORDER BY d.id LIMIT 1 FOR UPDATE OF d SKIP LOCKED`,
    [scope.program, scope.now, after],
  )
}
