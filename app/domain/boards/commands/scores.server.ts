import { type Scope, lockSettling } from '#app/db/transaction.server.ts'
import { type BoardName, type ScoreChange, type SeasonSpan, scoreRows } from '#app/domain/boards/boards.ts'
import { countMoves, cutFences, type Fence, rootKey } from './fences.server.ts'

const seasonSpans = `SELECT id, starts_at AS "startsAt", ends_at AS "endsAt", frozen_at IS NOT NULL AS frozen FROM season WHERE program_id = $1`

const known = `
SELECT n.place::int - 1 AS at, b.id FROM unnest($2::text[], $3::text[], $4::date[]) WITH ORDINALITY AS n(scope, period, starts_on, place)
JOIN board b ON b.program_id = $1 AND b.scope = n.scope AND b.period = n.period AND b.starts_on = n.starts_on`

const open = `
WITH opened AS (
  INSERT INTO board (program_id, scope, period, starts_on) SELECT $1::smallint, * FROM unnest($2::text[], $3::text[], $4::date[]) RETURNING program_id, id
), fence AS (
  INSERT INTO board_fence (program_id, board_id, minus_points, reached_at, member_id, count)
  SELECT program_id, id, $5::bigint, $6::timestamptz, $7::bigint, 0 FROM opened
)
INSERT INTO board_part (program_id, board_id, minus_points, reached_at, member_id, count)
SELECT program_id, id, $5::bigint, $6::timestamptz, $7::bigint, 0 FROM opened`

/** The ids of boards, in the order asked for; boards that nobody stood on so far are opened. */
async function boardIds(scope: Scope, boards: readonly BoardName[]): Promise<number[]> {
  const named = (list: readonly BoardName[]) => [
    list.map((board) => board.scope),
    list.map((board) => board.period),
    list.map((board) => board.startsOn),
  ]
  const ids: number[] = []
  for (const { at, id } of await scope.sql<{ at: number; id: number }>(known, [scope.program, ...named(boards)])) ids[at] = id
  const missing = boards.filter((_, at) => ids[at] === undefined)
  if (missing.length === 0) return ids
  await scope.sql(open, [scope.program, ...named(missing), rootKey.minusPoints, rootKey.reachedAt, rootKey.memberId])
  return boardIds(scope, boards)
}

// Whoever is active, did not opt out and was not merged into somebody else is listed; with points above zero they stand. Rows that are there keep
// their choice (`setListed` changes it), and are found by the place in the table where they were just read: nobody else writes under the settling lock.
const put = `
WITH was AS MATERIALIZED (
  SELECT n.board_id, n.member_id, n.points AS more, s.ctid AS row, s.minus_points AS old_minus, s.reached_at AS old_at, s.listed AND s.points > 0 AS stood,
    coalesce(s.points, 0) + n.points AS points, greatest(s.reached_at, n.reached_at) AS reached_at,
    CASE WHEN s.member_id IS NOT NULL THEN s.listed ELSE coalesce((
      SELECT m.state = 'active' AND m.on_boards AND m.merged_into IS NULL FROM member m WHERE m.program_id = $1 AND m.id = n.member_id
    ), false) END AS listed
  FROM unnest($2::int[], $3::bigint[], $4::bigint[], $5::timestamptz[]) AS n(board_id, member_id, points, reached_at)
  LEFT JOIN board_score s ON s.program_id = $1 AND s.member_id = n.member_id AND s.board_id = n.board_id
),
changed AS (UPDATE board_score s SET points = was.points, reached_at = was.reached_at FROM was WHERE s.ctid = was.row),
added AS (
  INSERT INTO board_score (program_id, member_id, board_id, points, reached_at, listed)
  SELECT $1, member_id, board_id, points, reached_at, listed FROM was WHERE row IS NULL
),
moves AS (
  SELECT board_id, old_minus AS minus_points, old_at AS reached_at, member_id, -1 AS by FROM was WHERE stood
  UNION ALL SELECT board_id, -points, reached_at, member_id, 1 FROM was WHERE listed AND points > 0
),
sums AS (SELECT board_id, sum(more) AS points FROM was GROUP BY board_id),
${countMoves}`

async function putScores(scope: Scope, changes: readonly ScoreChange[], timeZone: string, noteLate: boolean): Promise<void> {
  if (changes.length === 0) return
  const seasons = await scope.sql<SeasonSpan>(seasonSpans, [scope.program])
  const { boards, rows, late } = scoreRows(changes, timeZone, seasons)
  const ids = await boardIds(scope, boards)
  const crowded = await scope.sql<Fence>(put, [
    scope.program,
    rows.map((row) => ids[row.board]),
    rows.map((row) => row.memberId),
    rows.map((row) => row.points),
    rows.map((row) => row.reachedAt),
  ])
  await cutFences(scope, crowded)
  for (const { seasonId, count, points } of noteLate ? late : [])
    await scope.sql('UPDATE season SET late_count = late_count + $3, late_points = late_points + $4 WHERE program_id = $1 AND id = $2', [
      scope.program,
      seasonId,
      count,
      points,
    ])
}

/** Adds changes of points to every board they fall on, places included. The caller holds the settling lock. */
export async function addScores(scope: Scope, changes: readonly ScoreChange[], timeZone: string): Promise<void> {
  await putScores(scope, changes, timeZone, true)
}

const remove = `
WITH was AS MATERIALIZED (
  SELECT board_id, member_id, points, minus_points, reached_at, listed FROM board_score WHERE program_id = $1 AND member_id = ANY($2::bigint[])
),
removed AS (DELETE FROM board_score s USING was WHERE s.program_id = $1 AND s.member_id = was.member_id AND s.board_id = was.board_id),
moves AS (SELECT board_id, minus_points, reached_at, member_id, -1 AS by FROM was WHERE listed AND points > 0),
sums AS (SELECT board_id, -sum(points) AS points FROM was GROUP BY board_id),
${countMoves}`

/**
 * Writes the scores of these persons anew from all their changes; what they had on boards before is dropped. Seasons that are frozen stay as they
 * are. The caller holds the settling lock.
 */
export async function replaceScores(scope: Scope, members: readonly number[], changes: readonly ScoreChange[], timeZone: string): Promise<void> {
  await scope.sql(remove, [scope.program, members])
  await putScores(scope, changes, timeZone, false)
}

const list = `
WITH was AS MATERIALIZED (
  SELECT board_id, member_id, points, minus_points, reached_at FROM board_score WHERE program_id = $1 AND member_id = $2::bigint AND listed <> $3::boolean
),
written AS (
  UPDATE board_score s SET listed = $3::boolean FROM was WHERE s.program_id = $1 AND s.member_id = was.member_id AND s.board_id = was.board_id
),
moves AS (SELECT board_id, minus_points, reached_at, member_id, CASE WHEN $3::boolean THEN 1 ELSE -1 END AS by FROM was WHERE points > 0),
sums AS (SELECT board_id, 0 AS points FROM was),
${countMoves}`

/**
 * Puts a member on every board or takes them off, at once, whatever they earned; they keep earning either way. To be called wherever somebody's
 * state, choice about boards or person changes. Takes the settling lock.
 */
export async function setListed(scope: Scope, memberId: number, listed: boolean): Promise<void> {
  await lockSettling(scope)
  await cutFences(scope, await scope.sql<Fence>(list, [scope.program, memberId, listed]))
}
