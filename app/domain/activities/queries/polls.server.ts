import { sqlAlone } from '#app/db/transaction.server.ts'

/**
 * How asking a platform has been: when it was asked last, how many pages of the last 24 hours and how many of its ways fail now, what it found last. `lag` is the
 * median of seconds between a deed and finding it, over the last fifty since the channel was set up.
 */
export type PollHealth = {
  sourceId: number
  askedAt: Date | null
  pages: number
  faults: number
  fault: string | null
  foundAt: Date | null
  foundTitle: string | null
  lag: number | null
}

// The last walk of each way speaks for it; what it found is reached through the finds, never through all activities.
const health = `
WITH last AS (
  SELECT DISTINCT ON (source_id, name) source_id, name, state, error, moved_at FROM walk WHERE program_id = $1 ORDER BY source_id, name, id DESC
), asked AS (
  SELECT source_id, max(moved_at) AS asked_at, coalesce(sum(pages) FILTER (WHERE moved_at > $2::timestamptz - interval '24 hours'), 0)::int AS pages
  FROM walk WHERE program_id = $1 GROUP BY source_id
), failing AS (
  SELECT source_id, count(*)::int AS faults, min(error) AS fault FROM last WHERE state = 'failed' OR (state = 'running' AND error IS NOT NULL) GROUP BY source_id
)
SELECT a.source_id AS "sourceId", a.asked_at AS "askedAt", a.pages, coalesce(f.faults, 0) AS faults, f.fault, n.found_at AS "foundAt", n.title AS "foundTitle", g.lag
FROM asked a LEFT JOIN failing f USING (source_id)
LEFT JOIN LATERAL (
  SELECT y.received_at AS found_at, y.object_title AS title FROM walk w
  JOIN walk_find x ON x.program_id = w.program_id AND x.walk_id = w.id JOIN activity y ON y.program_id = x.program_id AND y.id = x.activity_id
  WHERE w.program_id = $1 AND w.source_id = a.source_id AND w.added > 0 AND y.undoes IS NULL ORDER BY w.id DESC, x.activity_id DESC LIMIT 1
) n ON true
LEFT JOIN LATERAL (
  SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM r.received_at - r.occurred_at))::float8 AS lag FROM (
    SELECT y.received_at, y.occurred_at FROM walk w JOIN source s ON s.program_id = w.program_id AND s.id = w.source_id
    JOIN walk_find x ON x.program_id = w.program_id AND x.walk_id = w.id JOIN activity y ON y.program_id = x.program_id AND y.id = x.activity_id
    WHERE w.program_id = $1 AND w.source_id = a.source_id AND w.added > 0 AND y.undoes IS NULL AND y.occurred_at > s.created_at
    ORDER BY w.id DESC, x.activity_id DESC LIMIT 50) r
) g ON true`

/** How asking has been, by channel; channels that were never asked are missing. */
export async function pollHealth(program: number, now: Date): Promise<Map<number, PollHealth>> {
  const rows = await sqlAlone<PollHealth>(health, [program, now])
  return new Map(rows.map((row) => [row.sourceId, row]))
}

/** A way of asking that has failed: `doneId` is the last walk of it that ended well, 0 for none. */
export type FailedPoll = { sourceId: number; slug: string; title: string; name: string; error: string; doneId: number }

/** The ways of asking whose last walk has failed, in open channels. */
export async function failedPolls(program: number): Promise<FailedPoll[]> {
  return sqlAlone<FailedPoll>(
    `SELECT s.id AS "sourceId", s.slug, s.title, w.name, coalesce(w.error, '') AS error,
       coalesce((SELECT max(d.id) FROM walk d WHERE d.program_id = $1 AND d.source_id = s.id AND d.name = w.name AND d.state = 'done'), 0) AS "doneId"
     FROM (SELECT DISTINCT ON (source_id, name) source_id, name, state, error FROM walk WHERE program_id = $1 ORDER BY source_id, name, id DESC) w
     JOIN source s ON s.program_id = $1 AND s.id = w.source_id AND s.state = 'on'
     WHERE w.state = 'failed' ORDER BY s.id, w.name`,
    [program],
  )
}
