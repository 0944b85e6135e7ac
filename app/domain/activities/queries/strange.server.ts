import { sqlAlone } from '#app/db/transaction.server.ts'

/**
 * What came to a channel in the last day and was never read before: an event under a name that the adapter does not know (`unsupported`), or a body that
 * does not fit (`malformed`, `unread`). `gone` names the events that were regular in the two weeks before and have not come since.
 */
export type StrangeSource = {
  sourceId: number
  slug: string
  title: string
  what: 'unsupported' | 'faults'
  name: string
  count: number
  of: number
  gone: string[]
}

// A channel's last 20,000 deliveries are looked at: enough for a rhythm, and as dear in a large program as in a small one.
const strange = `
WITH recent AS MATERIALIZED (
  SELECT s.id AS source_id, s.slug, s.title, d.event, d.state, d.note, d.received_at, d.received_at > $2::timestamptz - interval '24 hours' AS new
  FROM source s CROSS JOIN LATERAL (
    SELECT event, state, note, received_at FROM delivery WHERE program_id = $1 AND source_id = s.id AND received_at <= $2 ORDER BY id DESC LIMIT 20000) d
  WHERE s.program_id = $1 AND s.id > 0 AND s.state = 'on' AND d.received_at > $2::timestamptz - interval '15 days'
), gone AS (
  SELECT source_id, array_agg(event ORDER BY event) AS events FROM (
    SELECT source_id, event FROM recent WHERE state = 'read' OR new GROUP BY source_id, event
    HAVING count(*) FILTER (WHERE NOT new) >= 10 AND bool_and(NOT new)) e GROUP BY source_id
), unknown AS (
  SELECT source_id, slug, title, 'unsupported' AS what, note AS name, count(*)::int AS count, 0 AS of FROM recent
  WHERE state = 'unsupported' GROUP BY source_id, slug, title, note HAVING bool_and(new)
), faults AS (
  SELECT source_id, slug, title, 'faults' AS what, '' AS name, count(*) FILTER (WHERE state IN ('malformed', 'unread'))::int AS count, count(*)::int AS of
  FROM recent WHERE new GROUP BY source_id, slug, title
  HAVING count(*) FILTER (WHERE state IN ('malformed', 'unread')) >= 5 AND count(*) FILTER (WHERE state IN ('malformed', 'unread')) * 5 >= count(*)
)
SELECT f.source_id AS "sourceId", f.slug, f.title, f.what, f.name, f.count, f.of, coalesce(g.events, '{}') AS gone
FROM (SELECT * FROM unknown UNION ALL SELECT * FROM faults) f LEFT JOIN gone g USING (source_id) ORDER BY f.source_id, f.what, f.name`

/** Channels that began to say what nobody understands. */
export async function strangeSources(program: number, now: Date): Promise<StrangeSource[]> {
  return sqlAlone<StrangeSource>(strange, [program, now])
}
