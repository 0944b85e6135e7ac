import type { Scope } from '#app/db/transaction.server.ts'
import { spansIn, zoneOf } from '#app/domain/standing/settling.server.ts'
import type { DeedChange } from '#app/domain/standing/standing.ts'
import { localDay } from '#app/domain/standing/streaks.ts'

/** A deed that really began (+1) or ceased (-1) to count, with its day in the member's zone. */
export type CountedRow = { memberId: number; kind: string; at: Date; activityId: number; sourceId: number; day: number; by: 1 | -1 }

/** How a tally went from one count to another. */
export type TallyMove = { memberId: number; kind: string; before: number; after: number }

export type Counted = { rows: CountedRow[]; moves: TallyMove[] }

type Written = Omit<CountedRow, 'by'> & { count: number }

/**
 * Writes which deeds count and keeps tallies and first deeds by them. A deed that counts already, or one to take back that does not, changes
 * nothing: so order and repetition do not matter. Answers what really changed.
 */
export async function countDeeds(scope: Scope, changes: readonly DeedChange[]): Promise<Counted> {
  if (changes.length === 0) return { rows: [], moves: [] }
  const lost = changes.filter((change) => change.by === -1)
  const fresh = changes.filter((change) => change.by === 1)
  const gone = lost.length > 0 ? await scope.sql<Written>(takeOut, [scope.program, ...columns(lost)]) : []
  if (gone.length > 0) await findFirsts(scope, gone)
  const added = fresh.length > 0 ? await addDeeds(scope, fresh) : []
  return {
    rows: [...gone.map((row) => ({ ...row, by: -1 as const })), ...added.map((row) => ({ ...row, by: 1 as const }))],
    moves: moves(gone, added),
  }
}

async function addDeeds(scope: Scope, fresh: readonly DeedChange[]): Promise<Written[]> {
  const spans = await spansIn(scope, [...new Set(fresh.map((change) => change.memberId))])
  const days = fresh.map((change) => localDay(change.at, zoneOf(spans, change.memberId, change.at, change.timeZone)))
  const sources = fresh.map((change) => change.sourceId)
  return scope.sql<Written>(putIn, [scope.program, ...columns(fresh), sources, days, scope.now])
}

function columns(changes: readonly DeedChange[]): unknown[] {
  return [
    changes.map((change) => change.memberId),
    changes.map((change) => change.kind),
    changes.map((change) => change.at),
    changes.map((change) => change.activityId),
  ]
}

const names = `member_id AS "memberId", kind, at, activity_id AS "activityId", source_id AS "sourceId", day, count`

const putIn = `
WITH fresh AS (
  INSERT INTO counted_deed (program_id, member_id, kind, at, activity_id, source_id, day)
  SELECT $1::smallint, * FROM unnest($2::bigint[], $3::text[], $4::timestamptz[], $5::bigint[], $6::smallint[], $7::int[])
    AS n(member_id, kind, at, activity_id, source_id, day) ORDER BY member_id, kind, at, activity_id
  ON CONFLICT DO NOTHING RETURNING member_id, kind, at, activity_id, source_id, day
), summed AS (
  SELECT member_id, kind, count(*)::int AS by, (array_agg(at ORDER BY at, activity_id))[1] AS first_at,
    (array_agg(activity_id ORDER BY at, activity_id))[1] AS first_activity FROM fresh GROUP BY member_id, kind
), kept AS (
  INSERT INTO tally (program_id, member_id, kind, count, first_at, first_activity, noted_at)
  SELECT $1::smallint, member_id, kind, by, first_at, first_activity, $8::timestamptz FROM summed ORDER BY member_id, kind
  ON CONFLICT (program_id, member_id, kind) DO UPDATE SET count = tally.count + excluded.count,
    noted_at = CASE WHEN tally.count = 0 THEN excluded.noted_at ELSE tally.noted_at END,
    first_at = CASE WHEN tally.first_at <= excluded.first_at THEN tally.first_at ELSE excluded.first_at END,
    first_activity = CASE WHEN (tally.first_at, tally.first_activity) < (excluded.first_at, excluded.first_activity) THEN tally.first_activity
      ELSE excluded.first_activity END
  RETURNING member_id, kind, count
)
SELECT ${names} FROM fresh JOIN kept USING (member_id, kind)`

const takeOut = `
WITH gone AS (
  DELETE FROM counted_deed c USING unnest($2::bigint[], $3::text[], $4::timestamptz[], $5::bigint[]) AS n(member_id, kind, at, activity_id)
  WHERE c.program_id = $1 AND c.member_id = n.member_id AND c.kind = n.kind AND c.at = n.at AND c.activity_id = n.activity_id
  RETURNING c.member_id, c.kind, c.at, c.activity_id, c.source_id, c.day
), summed AS (SELECT member_id, kind, count(*)::int AS by FROM gone GROUP BY member_id, kind
), kept AS (
  UPDATE tally t SET count = t.count - s.by FROM summed s WHERE t.program_id = $1 AND t.member_id = s.member_id AND t.kind = s.kind
  RETURNING t.member_id, t.kind, t.count
)
SELECT ${names} FROM gone JOIN kept USING (member_id, kind)`

/** After deeds went, another may be the first of its kind, or none. */
async function findFirsts(scope: Scope, gone: readonly Written[]): Promise<void> {
  await scope.sql(
    `UPDATE tally t SET first_at = f.at, first_activity = f.activity_id
     FROM (SELECT DISTINCT * FROM unnest($2::bigint[], $3::text[]) AS n(member_id, kind)) AS n
     LEFT JOIN LATERAL (SELECT c.at, c.activity_id FROM counted_deed c WHERE c.program_id = $1 AND c.member_id = n.member_id AND c.kind = n.kind
                        ORDER BY c.at, c.activity_id LIMIT 1) AS f ON true
     WHERE t.program_id = $1 AND t.member_id = n.member_id AND t.kind = n.kind`,
    [scope.program, gone.map((row) => row.memberId), gone.map((row) => row.kind)],
  )
}

/** What stands after all of it, and before any of it: the last count less what came and plus what went. */
function moves(gone: readonly Written[], added: readonly Written[]): TallyMove[] {
  const known = new Map<string, { memberId: number; kind: string; after: number; net: number }>()
  const note = (rows: readonly Written[], by: 1 | -1): void => {
    for (const { memberId, kind, count } of rows) {
      const key = `${memberId}/${kind}`
      known.set(key, { memberId, kind, after: count, net: (known.get(key)?.net ?? 0) + by })
    }
  }
  note(gone, -1)
  note(added, 1)
  return [...known.values()].map(({ memberId, kind, after, net }) => ({ memberId, kind, before: after - net, after }))
}
