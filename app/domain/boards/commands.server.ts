import type { Scope } from '#app/db/transaction.server.ts'
import { type ScoreChange, scoreRows } from './boards.ts'

/** Adds changes of points to every board they fall on. */
export async function addScores(scope: Scope, changes: readonly ScoreChange[], timeZone: string): Promise<void> {
  const rows = scoreRows(changes, timeZone)
  if (rows.length === 0) return
  await scope.sql(
    `INSERT INTO board_score (program_id, scope, period, starts_on, member_id, points, reached_at)
     SELECT $1::smallint, '', period, starts_on, member_id, points, reached_at
     FROM unnest($2::text[], $3::date[], $4::bigint[], $5::bigint[], $6::timestamptz[]) AS n(period, starts_on, member_id, points, reached_at)
     ORDER BY period, starts_on, member_id
     ON CONFLICT (program_id, scope, period, starts_on, member_id)
     DO UPDATE SET points = board_score.points + excluded.points, reached_at = greatest(board_score.reached_at, excluded.reached_at)`,
    [
      scope.program,
      rows.map((row) => row.period),
      rows.map((row) => row.startsOn),
      rows.map((row) => row.memberId),
      rows.map((row) => row.points),
      rows.map((row) => row.reachedAt),
    ],
  )
}
