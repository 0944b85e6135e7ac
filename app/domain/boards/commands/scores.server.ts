import { type Scope, lockSettling } from '#app/db/transaction.server.ts'
import { type BoardName, type ScoreChange, type SeasonSpan, scoreRows } from '#app/domain/boards/boards.ts'

const seasonSpans = `SELECT id, starts_at AS "startsAt", ends_at AS "endsAt", frozen_at IS NOT NULL AS frozen FROM season WHERE program_id = $1`

const known = `
SELECT n.place::int - 1 AS at, b.id FROM unnest($2::text[], $3::text[], $4::date[]) WITH ORDINALITY AS n(scope, period, starts_on, place)
JOIN board b ON b.program_id = $1 AND b.scope = n.scope AND b.period = n.period AND b.starts_on = n.starts_on`

const open = `INSERT INTO board (program_id, scope, period, starts_on) SELECT $1::smallint, * FROM unnest($2::text[], $3::text[], $4::date[])`

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
  await scope.sql(open, [scope.program, ...named(missing)])
  return boardIds(scope, boards)
}

/**
 * The end of a statement that changes scores, with the program as $1. Before it stand `was` (board_id, member_id, …) and `sums`: how many more stand
 * on a board, the points of all, and of those who stand. It notes who moved, so that copies of boards follow.
 */
const noteChange = `
noted AS (
  INSERT INTO board_change (program_id, id, members)
  SELECT $1, greatest((extract(epoch FROM clock_timestamp()) * 1000000)::bigint, 1 + (SELECT max(id) FROM board_change WHERE program_id = $1)),
    (SELECT array_agg(DISTINCT member_id) FROM was) WHERE EXISTS (SELECT FROM was) RETURNING id
)
UPDATE board b SET members = b.members + sums.members, points = b.points + sums.points, shown = b.shown + sums.shown, version = noted.id
FROM sums CROSS JOIN noted WHERE b.program_id = $1 AND b.id = sums.board_id`

// Whoever is active, did not opt out and was not merged into somebody else is listed; with points above zero they stand. Rows that are there keep
// their choice (`setListed` changes it), and are found by the place in the table where they were just read: nobody else writes under the settling lock.
const put = `
WITH was AS MATERIALIZED (
  SELECT n.board_id, n.member_id, n.points AS more, s.ctid AS row, CASE WHEN s.listed AND s.points > 0 THEN s.points ELSE 0 END AS shown_before,
    coalesce(s.points, 0) + n.points AS points, greatest(s.reached_at, n.reached_at) AS reached_at,
    CASE WHEN s.member_id IS NOT NULL THEN s.listed ELSE coalesce((
      SELECT m.state = 'active' AND m.on_boards AND m.merged_into IS NULL FROM member m WHERE m.program_id = $1 AND m.id = n.member_id
    ), false) END AS listed
  FROM (
    SELECT * FROM unnest($2::int[], $3::bigint[], $4::bigint[], $5::timestamptz[]) AS n(board_id, member_id, points, reached_at) ORDER BY board_id, member_id
  ) AS n LEFT JOIN board_score s ON s.program_id = $1 AND s.board_id = n.board_id AND s.member_id = n.member_id
),
changed AS (UPDATE board_score s SET points = was.points, reached_at = was.reached_at FROM was WHERE s.ctid = was.row),
added AS (
  INSERT INTO board_score (program_id, member_id, board_id, points, reached_at, listed)
  SELECT $1, member_id, board_id, points, reached_at, listed FROM was WHERE row IS NULL
),
sums AS (
  SELECT board_id, (count(*) FILTER (WHERE listed AND points > 0) - count(*) FILTER (WHERE shown_before > 0))::int AS members,
    sum(more) AS points, sum(CASE WHEN listed AND points > 0 THEN points ELSE 0 END - shown_before) AS shown FROM was GROUP BY board_id
),
${noteChange}`

async function putScores(scope: Scope, changes: readonly ScoreChange[], timeZone: string, noteLate: boolean): Promise<void> {
  if (changes.length === 0) return
  const seasons = await scope.sql<SeasonSpan>(seasonSpans, [scope.program])
  const { boards, rows, late } = scoreRows(changes, timeZone, seasons)
  const ids = await boardIds(scope, boards)
  await scope.sql(put, [
    scope.program,
    rows.map((row) => ids[row.board]),
    rows.map((row) => row.memberId),
    rows.map((row) => row.points),
    rows.map((row) => row.reachedAt),
  ])
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
  SELECT s.* FROM board b JOIN board_score s ON s.program_id = $1 AND s.board_id = b.id AND s.member_id = ANY($2::bigint[]) WHERE b.program_id = $1
),
removed AS (DELETE FROM board_score s USING was WHERE s.program_id = $1 AND s.board_id = was.board_id AND s.member_id = was.member_id),
sums AS (
  SELECT board_id, -(count(*) FILTER (WHERE listed AND points > 0))::int AS members, -sum(points) AS points,
    -coalesce(sum(points) FILTER (WHERE listed AND points > 0), 0) AS shown FROM was GROUP BY board_id
),
${noteChange}`

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
  SELECT s.* FROM board b JOIN board_score s ON s.program_id = $1 AND s.board_id = b.id AND s.member_id = $2::bigint AND s.listed <> $3::boolean WHERE b.program_id = $1
),
written AS (
  UPDATE board_score s SET listed = $3::boolean FROM was WHERE s.program_id = $1 AND s.board_id = was.board_id AND s.member_id = was.member_id
),
sums AS (
  SELECT board_id, CASE WHEN points <= 0 THEN 0 WHEN $3::boolean THEN 1 ELSE -1 END AS members, 0 AS points,
    greatest(points, 0) * CASE WHEN $3::boolean THEN 1 ELSE -1 END AS shown FROM was
),
${noteChange}`

/**
 * Puts a member on every board or takes them off, at once, whatever they earned; they keep earning either way. To be called wherever somebody's
 * state, choice about boards or person changes. Takes the settling lock.
 */
export async function setListed(scope: Scope, memberId: number, listed: boolean): Promise<void> {
  await lockSettling(scope)
  await scope.sql(list, [scope.program, memberId, listed])
}

/** How long what changed stays on record, in microseconds: a process that has not asked for a board since then reads it whole. */
const remembered = 3_600_000_000

/** Forgets changes older than an hour, but for the last one. */
export async function forgetChanges(scope: Scope): Promise<void> {
  await scope.sql(
    'DELETE FROM board_change WHERE program_id = $1 AND id < least($2::bigint, (SELECT max(id) FROM board_change WHERE program_id = $1))',
    [scope.program, scope.now.getTime() * 1000 - remembered],
  )
}
