import type { Completion, Earlier } from '#app/contract/adapter.ts'
import type { Scope } from '#app/db/transaction.server.ts'
import type { Unread } from './inbox.server.ts'

/** A delivery whose body does not tell everything, claimed; `about` is the thing it belongs to, `attempts` counts this try. */
export type Incomplete = Unread & { event: string; about: string; attempts: number }

/** For so many seconds nobody else looks at it. */
const claimSeconds = 120

/**
 * Claims the oldest incomplete delivery that is due. One about a thing of which an earlier delivery is still incomplete waits for that one:
 * a history is learned in its order.
 */
export async function claimIncomplete(scope: Scope): Promise<Incomplete | null> {
  const [row] = await scope.sql<Incomplete>(
    `UPDATE delivery d SET attempts = d.attempts + 1, retry_at = $2::timestamptz + $3::int * interval '1 second' FROM source s
     WHERE d.program_id = $1 AND s.program_id = $1 AND s.id = d.source_id AND d.id = (
       SELECT i.id FROM delivery i
       WHERE i.program_id = $1 AND i.state = 'incomplete' AND (i.retry_at IS NULL OR i.retry_at <= $2) AND NOT EXISTS (
         SELECT 1 FROM delivery e WHERE e.program_id = $1 AND e.state = 'incomplete' AND e.id < i.id AND e.source_id = i.source_id AND e.note = i.note)
       ORDER BY i.id LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING d.id, d.source_id AS "sourceId", s.adapter, d.event, d.note AS about, d.attempts, d.headers, d.body, encode(d.digest, 'hex') AS digest,
       d.received_at AS "receivedAt", d.completion, s.settings -> 'access' ->> 'site' AS site`,
    [scope.program, scope.now, claimSeconds],
  )
  return row ?? null
}

/** What is known of a thing from the deliveries before this one, oldest first; at most the last fifty. */
export async function earlierAbout(scope: Scope, delivery: { sourceId: number; about: string; id: number }): Promise<Earlier[]> {
  const rows = await scope.sql<Earlier>(
    `SELECT event, received_at AS "receivedAt", completion FROM delivery
     WHERE program_id = $1 AND source_id = $2 AND about = $3 AND id < $4 AND completion IS NOT NULL ORDER BY id DESC LIMIT 50`,
    [scope.program, delivery.sourceId, delivery.about, delivery.id],
  )
  return rows.reverse()
}

/** Keeps what was learned about a delivery, for good. */
export async function keepCompletion(scope: Scope, delivery: { id: number; about: string }, completion: Completion): Promise<void> {
  await scope.sql(
    `UPDATE delivery SET about = $3, completion = $4::jsonb, retry_at = NULL WHERE program_id = $1 AND id = $2 AND state = 'incomplete'`,
    [scope.program, delivery.id, delivery.about, JSON.stringify(completion)],
  )
}

/** Lets an incomplete delivery wait for so many seconds. `free`: the platform asked for it, so it does not count as a try. */
export async function postponeIncomplete(scope: Scope, id: number, seconds: number, free: boolean): Promise<void> {
  await scope.sql(
    `UPDATE delivery SET retry_at = $3::timestamptz + $4::int * interval '1 second', attempts = attempts - CASE WHEN $5::boolean THEN 1 ELSE 0 END
     WHERE program_id = $1 AND id = $2 AND state = 'incomplete'`,
    [scope.program, id, scope.now, seconds, free],
  )
}

/** Gives an incomplete delivery up: it is listed as unread with the reason, and a manager can let it be tried again. */
export async function giveUpIncomplete(scope: Scope, id: number, why: string): Promise<void> {
  await scope.sql(
    `UPDATE delivery SET state = 'unread', note = left($3, 500), attempts = 10 WHERE program_id = $1 AND id = $2 AND state = 'incomplete'`,
    [scope.program, id, why],
  )
}
