import { sqlAlone } from '#app/db/transaction.server.ts'
import type { WalkRow } from '#app/domain/activities/walks.ts'

const fields = `id, name, state, since, pages, found, added, done, total, error, attempts, resumed, started_at AS "startedAt", moved_at AS "movedAt", retry_at AS "retryAt",
  claimed_at AS "claimedAt"`

/** The last walks of a channel, newest first. */
export async function walksOf(program: number, sourceId: number, limit = 10): Promise<WalkRow[]> {
  return sqlAlone<WalkRow>(`SELECT ${fields} FROM walk WHERE program_id = $1 AND source_id = $2 ORDER BY id DESC LIMIT $3`, [
    program,
    sourceId,
    limit,
  ])
}

/** One walk of a channel, or null. */
export async function walkById(program: number, sourceId: number, id: number): Promise<WalkRow | null> {
  const [row] = await sqlAlone<WalkRow>(`SELECT ${fields} FROM walk WHERE program_id = $1 AND source_id = $2 AND id = $3`, [program, sourceId, id])
  return row ?? null
}

/** Something a walk found upstream and missing here: why it was missing, and what became of it since. */
export type FindRow = {
  activityId: number
  kind: string
  title: string
  url: string
  handle: string | null
  occurredAt: Date
  /** It happened before the channel was connected; deliveries came around that time; how many of them could not be read. */
  early: boolean
  around: number
  unreadable: number
  queue: 'waiting' | 'unclaimed' | 'parked' | null
}

/** What a walk found and the hub had not been told, newest first. */
export async function findsOf(program: number, walkId: number, limit = 100): Promise<FindRow[]> {
  return sqlAlone<FindRow>(
    `SELECT a.id AS "activityId", a.kind, a.object_title AS title, a.object_url AS url, a.actor_handle AS handle, a.occurred_at AS "occurredAt",
       a.occurred_at < s.created_at AS early, d.around, d.unreadable, i.state AS queue
     FROM walk_find f
     JOIN activity a ON a.program_id = f.program_id AND a.id = f.activity_id
     JOIN source s ON s.program_id = a.program_id AND s.id = a.source_id
     LEFT JOIN inbox i ON i.program_id = a.program_id AND i.activity_id = a.id
     CROSS JOIN LATERAL (
       SELECT count(*)::int AS around, count(*) FILTER (WHERE state IN ('malformed', 'unread', 'incomplete'))::int AS unreadable FROM delivery d
       WHERE d.program_id = a.program_id AND d.source_id = a.source_id
         AND d.received_at BETWEEN a.occurred_at - interval '10 minutes' AND a.occurred_at + interval '1 hour') d
     WHERE f.program_id = $1 AND f.walk_id = $2 ORDER BY a.occurred_at DESC LIMIT $3`,
    [program, walkId, limit],
  )
}

/**
 * When each walk of every open channel was begun last, when one was begun that ended well, and the earliest day from which one read; and since when the hub may
 * call the channel's platform.
 */
export async function lastWalks(program: number): Promise<
  {
    sourceId: number
    adapter: string
    accessAt: Date | null
    name: string | null
    startedAt: Date | null
    doneAt: Date | null
    earliest: Date | null
  }[]
> {
  return sqlAlone(
    `SELECT s.id AS "sourceId", s.adapter, (s.settings ->> 'access_at')::timestamptz AS "accessAt", min(w.since) AS earliest, w.name, max(w.started_at) AS "startedAt", max(w.started_at) FILTER (WHERE w.state = 'done') AS "doneAt" FROM source s
     LEFT JOIN walk w ON w.program_id = s.program_id AND w.source_id = s.id
     WHERE s.program_id = $1 AND s.id > 0 AND s.state = 'on' AND s.settings ? 'access' GROUP BY s.program_id, s.id, w.name`,
    [program],
  )
}

/** How many deeds of these kinds (the adapter's own words) a channel has since an instant, and how many of them are not settled, by why. */
export async function queuedSince(
  program: number,
  sourceId: number,
  kinds: readonly string[],
  since: Date,
): Promise<{ known: number; waiting: number; unclaimed: number; parked: number }> {
  const [row] = await sqlAlone<{ known: number; waiting: number; unclaimed: number; parked: number }>(
    `SELECT count(*)::int AS known, count(*) FILTER (WHERE i.state = 'waiting')::int AS waiting, count(*) FILTER (WHERE i.state = 'unclaimed')::int AS unclaimed,
       count(*) FILTER (WHERE i.state = 'parked')::int AS parked
     FROM activity a LEFT JOIN inbox i ON i.program_id = a.program_id AND i.activity_id = a.id
     WHERE a.program_id = $1 AND a.source_id = $2 AND a.kind = ANY($3::text[]) AND a.occurred_at >= $4 AND a.undoes IS NULL`,
    [program, sourceId, kinds, since],
  )
  return row ?? { known: 0, waiting: 0, unclaimed: 0, parked: 0 }
}

/** What these activities are about. */
export async function titlesOf(program: number, ids: readonly number[]): Promise<Map<number, { title: string; url: string; occurredAt: Date }>> {
  const rows = await sqlAlone<{ id: number; title: string; url: string; occurredAt: Date }>(
    `SELECT id, object_title AS title, object_url AS url, occurred_at AS "occurredAt" FROM activity WHERE program_id = $1 AND id = ANY($2::bigint[])`,
    [program, ids],
  )
  return new Map(rows.map(({ id, ...about }) => [id, about]))
}
