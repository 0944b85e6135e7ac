import { type Scope, lockSettling } from '#app/db/transaction.server.ts'
import { type BoardName, type ScoreChange, type SeasonSpan, runningPeriods, scoreRows } from '#app/domain/boards/boards.ts'

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
 * The end of a statement that changes scores, with the program as $1. Before it stand `was` (member_id, …) and `sums`: how many more stand
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

/** Of the three periods that run out: on a new one, what was kept of the one before moves to `board_past`; what comes late goes there at once. */
const runningOut = ['month', 'week', 'day'] as const
const each = (text: (period: string) => string, between: string): string => runningOut.map(text).join(between)

// Whoever is active, did not opt out and was not merged into somebody else is listed; with points above zero they stand. Rows that are there keep
// their choice (`setListed` changes it), and are found by the place in the table where they were just read: nobody else writes under the settling lock.
const put = `
WITH was AS MATERIALIZED (
  SELECT n.*, r.ctid AS row, r.reached_at AS had_at, n.at > r.reached_at AS newer, coalesce(r.all_points, 0) AS had_all,
    ${each((p) => `r.${p}_board AS had_${p}_board, r.${p}_points AS had_${p}`, ', ')},
    CASE WHEN r.member_id IS NOT NULL THEN r.listed ELSE coalesce((
      SELECT m.state = 'active' AND m.on_boards AND m.merged_into IS NULL FROM member m WHERE m.program_id = $1 AND m.id = n.member_id
    ), false) END AS listed
  FROM unnest($2::smallint[], $3::bigint[], $4::timestamptz[], $5::int[], $6::int[], $7::int[], $8::int[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[])
    WITH ORDINALITY AS n(scope, member_id, at, all_board, month_board, week_board, day_board, all_points, month_points, week_points, day_points, n)
  LEFT JOIN board_running r ON r.program_id = $1 AND r.member_id = n.member_id AND r.scope = n.scope
),
changed AS (
  UPDATE board_running r SET reached_at = greatest(r.reached_at, was.at), all_points = r.all_points + was.all_points,
    ${each(
      (p) => `${p}_board = CASE WHEN was.newer THEN was.${p}_board ELSE r.${p}_board END,
    ${p}_points = CASE WHEN r.${p}_board = was.${p}_board THEN r.${p}_points + was.${p}_points WHEN was.newer THEN was.${p}_points ELSE r.${p}_points END`,
      ',\n    ',
    )}
  FROM was WHERE r.ctid = was.row
),
added AS (
  INSERT INTO board_running (program_id, member_id, scope, all_board, month_board, week_board, day_board, all_points, month_points, week_points, day_points, reached_at, listed)
  SELECT $1, member_id, scope, all_board, month_board, week_board, day_board, all_points, month_points, week_points, coalesce(day_points, 0), at, listed
  FROM was WHERE row IS NULL
),
past AS MATERIALIZED (
  SELECT t.*, s.ctid AS row, coalesce(s.points, 0) + t.moved AS had FROM (
    SELECT board_id, member_id, bool_or(listed) AS listed, sum(more) AS more, sum(moved) AS moved, max(at) AS at FROM (
      ${each((p) => `SELECT had_${p}_board AS board_id, member_id, listed, 0 AS more, had_${p} AS moved, had_at AS at FROM was WHERE newer AND had_${p}_board <> ${p}_board`, '\n      UNION ALL ')}
      UNION ALL ${each((p) => `SELECT ${p}_board, member_id, listed, ${p}_points, 0, at FROM was WHERE NOT newer AND had_${p}_board <> ${p}_board`, '\n      UNION ALL ')}
      UNION ALL SELECT e.board_id, was.member_id, was.listed, e.points, 0, e.at
      FROM unnest($13::int[], $14::int[], $15::bigint[], $16::timestamptz[]) AS e(n, board_id, points, at) JOIN was ON was.n = e.n
    ) AS one GROUP BY board_id, member_id
  ) AS t LEFT JOIN board_past s ON s.program_id = $1 AND s.board_id = t.board_id AND s.member_id = t.member_id
),
past_changed AS (
  UPDATE board_past s SET points = past.had + past.more, reached_at = greatest(s.reached_at, past.at) FROM past WHERE s.ctid = past.row
),
past_added AS (
  INSERT INTO board_past (program_id, member_id, board_id, points, reached_at, listed)
  SELECT $1, member_id, board_id, had + more, at, listed FROM past WHERE row IS NULL
),
moves AS (
  SELECT all_board AS board_id, listed, had_all AS had, all_points AS more FROM was
  UNION ALL ${each(
    (p) => `SELECT ${p}_board, listed, CASE WHEN had_${p}_board = ${p}_board THEN had_${p} ELSE 0 END, ${p}_points FROM was
    WHERE ${p}_board IS NOT NULL AND (row IS NULL OR newer OR had_${p}_board = ${p}_board)`,
    '\n  UNION ALL ',
  )}
  UNION ALL SELECT board_id, listed, had, more FROM past
),
sums AS (
  SELECT board_id, (count(*) FILTER (WHERE listed AND had + more > 0) - count(*) FILTER (WHERE listed AND had > 0))::int AS members, sum(more) AS points,
    sum(CASE WHEN listed THEN greatest(had + more, 0) - greatest(had, 0) ELSE 0 END) AS shown FROM moves GROUP BY board_id
),
${noteChange}`

async function putScores(scope: Scope, changes: readonly ScoreChange[], timeZone: string, noteLate: boolean): Promise<void> {
  if (changes.length === 0) return
  const seasons = await scope.sql<SeasonSpan>(seasonSpans, [scope.program])
  const { boards, running, earlier, late } = scoreRows(changes, timeZone, seasons)
  const ids = await boardIds(scope, boards)
  await scope.sql(put, [
    scope.program,
    running.map((row) => row.scope),
    running.map((row) => row.memberId),
    running.map((row) => row.at),
    ...runningPeriods.map((_, n) => running.map((row) => ids[row.boards[n] ?? -1] ?? null)),
    ...runningPeriods.map((_, n) => running.map((row) => row.points[n])),
    earlier.map((row) => row.running + 1),
    earlier.map((row) => ids[row.board]),
    earlier.map((row) => row.points),
    earlier.map((row) => row.at),
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

/** From `run` and `gone`, rows of the two tables: `was`, a row for each board. */
const spread = `
was AS (
  SELECT member_id, all_board AS board_id, all_points AS points, listed FROM run
  UNION ALL ${each((p) => `SELECT member_id, ${p}_board, ${p}_points, listed FROM run WHERE ${p}_board IS NOT NULL`, '\n  UNION ALL ')}
  UNION ALL SELECT member_id, board_id, points, listed FROM gone
),`

const remove = `
WITH run AS (DELETE FROM board_running WHERE program_id = $1 AND member_id = ANY($2::bigint[]) RETURNING *),
gone AS (
  DELETE FROM board_past s USING board b WHERE b.program_id = $1 AND s.program_id = $1 AND s.board_id = b.id AND s.member_id = ANY($2::bigint[]) RETURNING s.*
),${spread}
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
WITH run AS (UPDATE board_running SET listed = $3::boolean WHERE program_id = $1 AND member_id = $2::bigint AND listed <> $3::boolean RETURNING *),
gone AS (
  UPDATE board_past s SET listed = $3::boolean FROM board b
  WHERE b.program_id = $1 AND s.program_id = $1 AND s.board_id = b.id AND s.member_id = $2::bigint AND s.listed <> $3::boolean RETURNING s.*
),${spread}
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
