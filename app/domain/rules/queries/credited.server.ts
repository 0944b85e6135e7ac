import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Explanation, Status } from '#app/domain/rules/explanation.ts'
import { unpackAll } from './versions.server.ts'

/** Which deeds: of one channel, of these kinds (qualified), done since. */
export type DeedSpan = { sourceId: number; kinds: readonly string[]; since: Date }

// A deed counts if it counts for anybody: shares of others may give nothing.
const judged = `
SELECT activity_id, max(CASE WHEN status IN ('counted', 'pending') THEN 3 WHEN status IN ('reversed', 'undone') THEN 2 ELSE 1 END) AS best
FROM judgement WHERE program_id = $1 AND source_id = $2 AND kind = ANY($3::text[]) AND occurred_at >= $4 AND status <> 'undo' GROUP BY activity_id`

/** How many of these deeds were credited to somebody, how many were taken back since, and how many gave nothing. */
export async function creditOf(program: number, { sourceId, kinds, since }: DeedSpan): Promise<{ credited: number; back: number; nothing: number }> {
  const [row] = await sqlAlone<{ credited: number; back: number; nothing: number }>(
    `SELECT count(*) FILTER (WHERE best = 3)::int AS credited, count(*) FILTER (WHERE best = 2)::int AS back, count(*) FILTER (WHERE best = 1)::int AS nothing
     FROM (${judged}) j`,
    [program, sourceId, kinds, since],
  )
  return row ?? { credited: 0, back: 0, nothing: 0 }
}

/** A deed that gave nothing to anybody, and what was said of it. */
export type Uncredited = {
  activityId: number
  memberId: number
  handle: string | null
  kind: string
  status: Status
  points: number
  explanation: Explanation
}

/** The newest of these deeds that gave nothing, each with its reason. */
export async function uncreditedIn(program: number, { sourceId, kinds, since }: DeedSpan, limit: number): Promise<Uncredited[]> {
  const rows = await sqlAlone<Uncredited>(
    `SELECT DISTINCT ON (j.activity_id) j.activity_id AS "activityId", j.member_id AS "memberId", m.handle, j.kind, j.status, j.points, j.explanation
     FROM (${judged}) b
     JOIN judgement j ON j.program_id = $1 AND j.activity_id = b.activity_id
     LEFT JOIN member m ON m.program_id = j.program_id AND m.id = j.member_id
     WHERE b.best = 1 ORDER BY j.activity_id DESC, j.member_id DESC LIMIT $5`,
    [program, sourceId, kinds, since, limit],
  )
  return unpackAll({ sql: sqlAlone, program }, rows)
}

/** How often each channel of a program gave something, the points that stand, and how much was taken back again. For programs that are played through once. */
export async function givenBySource(program: number): Promise<Map<number, { awards: number; points: number; back: number }>> {
  const rows = await sqlAlone<{ sourceId: number; awards: number; points: number; back: number }>(
    `SELECT source_id AS "sourceId", count(*) FILTER (WHERE status IN ('counted', 'pending'))::int AS awards,
       coalesce(sum(points) FILTER (WHERE status IN ('counted', 'pending')), 0)::float8 AS points, count(*) FILTER (WHERE status = 'reversed')::int AS back
     FROM judgement WHERE program_id = $1 GROUP BY source_id`,
    [program],
  )
  return new Map(rows.map(({ sourceId, ...given }) => [sourceId, given]))
}
