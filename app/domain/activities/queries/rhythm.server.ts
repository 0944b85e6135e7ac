import { sqlAlone } from '#app/db/transaction.server.ts'

/**
 * A channel from which nothing has come for longer than ever in its last two weeks. `usualHours`: its longest pause before this one. `asked`: it never sent anything,
 * and what was found by asking gives the rhythm.
 */
export type QuietSource = { sourceId: number; slug: string; title: string; lastId: number; lastAt: Date; usualHours: number; asked: boolean }

// The rhythm of a channel is its longest pause in two weeks. Twice that, and at least two hours, is silence; a channel that hardly ever speaks has no rhythm.
const quiet = `
SELECT s.id AS "sourceId", s.slug, s.title, r."lastId", r."lastAt", r."usualHours", NOT told AS asked FROM source s
CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM delivery WHERE program_id = $1 AND source_id = s.id) AS told) t
CROSS JOIN LATERAL (
  SELECT count(*) AS heard, max(id) AS "lastId", max(at) AS "lastAt", round(extract(epoch FROM max(gap))::numeric / 3600, 1)::float8 AS "usualHours", max(gap) AS longest
  FROM (SELECT id, at, at - lag(at) OVER (ORDER BY at, id) AS gap FROM (
    SELECT id, received_at AS at FROM delivery WHERE told AND program_id = $1 AND source_id = s.id AND received_at > $2::timestamptz - interval '14 days'
    UNION ALL
    SELECT a.id, a.occurred_at FROM walk w JOIN walk_find f ON f.program_id = w.program_id AND f.walk_id = w.id
    JOIN activity a ON a.program_id = f.program_id AND a.id = f.activity_id
    WHERE NOT told AND w.program_id = $1 AND w.source_id = s.id AND w.added > 0 AND a.undoes IS NULL AND a.occurred_at > $2::timestamptz - interval '14 days'
  ) e) d
) r
WHERE s.program_id = $1 AND s.id > 0 AND s.state = 'on' AND r.heard >= 20
  AND $2::timestamptz - r."lastAt" > greatest(2 * r.longest, interval '2 hours')
ORDER BY s.id`

/** The channels that have fallen silent, each by its own rhythm. */
export async function quietSources(program: number, now: Date): Promise<QuietSource[]> {
  return sqlAlone<QuietSource>(quiet, [program, now])
}
