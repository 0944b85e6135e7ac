import { sqlAlone } from '#app/db/transaction.server.ts'

/** A channel from which nothing has come for longer than ever in its last two weeks. `usualHours`: its longest pause before this one. */
export type QuietSource = { sourceId: number; slug: string; title: string; lastId: number; lastAt: Date; usualHours: number }

// The rhythm of a channel is its longest pause in two weeks. Twice that, and at least two hours, is silence; a channel that hardly ever speaks has no rhythm.
const quiet = `
SELECT s.id AS "sourceId", s.slug, s.title, r."lastId", r."lastAt", r."usualHours" FROM source s
CROSS JOIN LATERAL (
  SELECT count(*) AS heard, max(id) AS "lastId", max(received_at) AS "lastAt", round(extract(epoch FROM max(gap))::numeric / 3600, 1)::float8 AS "usualHours", max(gap) AS longest
  FROM (SELECT id, received_at, received_at - lag(received_at) OVER (ORDER BY id) AS gap FROM delivery
        WHERE program_id = $1 AND source_id = s.id AND received_at > $2::timestamptz - interval '14 days') d
) r
WHERE s.program_id = $1 AND s.id > 0 AND s.state = 'on' AND r.heard >= 20
  AND $2::timestamptz - r."lastAt" > greatest(2 * r.longest, interval '2 hours')
ORDER BY s.id`

/** The channels that have fallen silent, each by its own rhythm. */
export async function quietSources(program: number, now: Date): Promise<QuietSource[]> {
  return sqlAlone<QuietSource>(quiet, [program, now])
}
