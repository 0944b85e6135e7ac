import { sqlAlone } from '#app/db/transaction.server.ts'
import { type Period, periodStart } from '#app/foundation/calendar.ts'

/** One board: a period of a program, by its first day in the program's zone. */
export type BoardKey = { program: number; period: Period; startsOn: string }

/** The board of a period that contains the instant, in the program's zone. */
export function boardAt(program: { id: number; timeZone: string }, period: Period, at: Date): BoardKey {
  return { program: program.id, period, startsOn: periodStart(period, at, program.timeZone) }
}

/** A place on a board. `person` is null where the reader may not see who it is; `level` where it is hidden. */
export type Place = {
  place: number
  memberId: number
  points: number
  person: { handle: string; name: string } | null
  level: { rank: number; title: string } | null
}

type Row = { place: number; memberId: number; points: number; handle: string | null; name: string | null; rank: number | null; title: string | null }

// Who stands on a board: active members who did not opt out, with points above zero. More points first; then who reached them by the earlier
// deed; then the lower member id.
const standing = `
FROM board_score s JOIN member m ON m.program_id = s.program_id AND m.id = s.member_id
WHERE s.program_id = $1 AND s.scope = '' AND s.period = $2 AND s.starts_on = $3::date AND s.points > 0 AND m.state = 'active' AND m.on_boards`

// A name reaches only those whom its profile reaches, and its owner; a level that was hidden reaches its owner alone.
const described = (list: string): string => `
SELECT n.place::int AS place, n.member_id AS "memberId", n.points, seen.handle, coalesce(seen.display_name, seen.handle) AS name, l.rank, l.title
FROM (${list}) AS n
LEFT JOIN member seen ON seen.program_id = $1 AND seen.id = n.member_id AND (seen.profile = ANY($4::text[]) OR seen.id = $5)
LEFT JOIN standing st ON st.program_id = $1 AND st.member_id = seen.id AND (NOT 'level' = ANY(seen.hidden) OR seen.id = $5)
LEFT JOIN level l ON l.program_id = $1 AND l.rank = st.level
ORDER BY n.place, n.member_id <> $5`

const page = described(`
  SELECT s.member_id, s.points, $6::int + row_number() OVER (ORDER BY s.points DESC, s.reached_at, s.member_id) AS place FROM (
    SELECT s.member_id, s.points, s.reached_at ${standing} ORDER BY s.points DESC, s.reached_at, s.member_id LIMIT $7 OFFSET $6::int
  ) AS s`)

const before = `
(s.points > me.points OR (s.points = me.points AND (s.reached_at < me.reached_at OR (s.reached_at = me.reached_at AND s.member_id < me.member_id))))`
const mine = `
SELECT b.points, b.reached_at, b.member_id, (i.on_boards AND i.state = 'active')::int AS listed
FROM board_score b JOIN member i ON i.program_id = b.program_id AND i.id = b.member_id
WHERE b.program_id = $1 AND b.scope = '' AND b.period = $2 AND b.starts_on = $3::date AND b.member_id = $5 AND b.points > 0`
const myPlace = `SELECT 1 + count(*) AS place FROM me, LATERAL (SELECT 1 ${standing} AND ${before}) AS ahead`

const around = described(`
  WITH me AS (${mine}), my_place AS (${myPlace}),
  above AS (
    SELECT near.*, row_number() OVER (ORDER BY near.points, near.reached_at DESC, near.member_id DESC) AS n FROM me, LATERAL (
      SELECT s.member_id, s.points, s.reached_at ${standing} AND ${before} ORDER BY s.points, s.reached_at DESC, s.member_id DESC LIMIT $6
    ) AS near
  ),
  below AS (
    SELECT near.*, row_number() OVER (ORDER BY near.points DESC, near.reached_at, near.member_id) AS n FROM me, LATERAL (
      SELECT s.member_id, s.points, s.reached_at ${standing} AND s.member_id <> me.member_id AND NOT ${before}
      ORDER BY s.points DESC, s.reached_at, s.member_id LIMIT $6
    ) AS near
  )
  SELECT above.member_id, above.points, my_place.place - above.n AS place FROM above, my_place
  UNION ALL SELECT me.member_id, me.points, my_place.place FROM me, my_place
  UNION ALL SELECT below.member_id, below.points, my_place.place + below.n - 1 + me.listed FROM below, my_place, me`)

function placeFrom({ place, memberId, points, handle, name, rank, title }: Row): Place {
  return {
    place,
    // A place without a name keeps no number either by which its holder could be followed.
    memberId: handle === null ? -place : memberId,
    points,
    person: handle === null || name === null ? null : { handle, name },
    level: rank === null || title === null ? null : { rank, title },
  }
}

/** Whom a reader may see by name, and who the reader is (null: a visitor). */
export type Reader = { reaches: readonly string[]; memberId: number | null }

/** Places `skip` + 1 and on, at most `limit`, as this reader may see them. */
export async function placesOn(board: BoardKey, reader: Reader, skip: number, limit: number): Promise<Place[]> {
  const rows = await sqlAlone<Row>(page, [board.program, board.period, board.startsOn, reader.reaches, reader.memberId, skip, limit])
  return rows.map(placeFrom)
}

/**
 * The reader's exact place, with up to `each` neighbors above and below, in order. Empty without points in the period. A member who opted
 * out is told the place they would take; the others keep the places they have.
 */
export async function placesAround(board: BoardKey, reader: Reader & { memberId: number }, each: number): Promise<Place[]> {
  const rows = await sqlAlone<Row>(around, [board.program, board.period, board.startsOn, reader.reaches, reader.memberId, each])
  return rows.map(placeFrom)
}

/** The reader's exact place, or null without points in the period. */
export async function placeOf(board: BoardKey, memberId: number): Promise<Place | null> {
  const [row] = await placesAround(board, { reaches: [], memberId }, 0)
  return row ?? null
}

/** False for a member who chose not to stand on boards: they see their own place, and nobody else does. */
export async function standsOnBoards(program: number, memberId: number): Promise<boolean> {
  const rows = await sqlAlone(`SELECT 1 AS yes FROM member WHERE program_id = $1 AND id = $2 AND on_boards AND state = 'active'`, [program, memberId])
  return rows.length > 0
}

/** How many stand on a board, and the points given in its period to all members, those who opted out included. */
export async function boardTotals(board: BoardKey): Promise<{ members: number; points: number }> {
  const [row] = await sqlAlone<{ members: number; points: number }>(
    `SELECT (SELECT count(*)::int ${standing}) AS members,
       (SELECT coalesce(sum(points), 0)::bigint FROM board_score
        WHERE program_id = $1 AND scope = '' AND period = $2 AND starts_on = $3::date) AS points`,
    [board.program, board.period, board.startsOn],
  )
  return row ?? { members: 0, points: 0 }
}

/** Points by week of the deed, the program's weeks, the latest last; weeks without any are missing. */
export async function pointsByWeek(program: number, weeks: number): Promise<{ startsOn: string; points: number }[]> {
  const rows = await sqlAlone<{ startsOn: string; points: number }>(
    `SELECT to_char(starts_on, 'YYYY-MM-DD') AS "startsOn", sum(points)::bigint AS points FROM board_score
     WHERE program_id = $1 AND scope = '' AND period = 'week' GROUP BY starts_on ORDER BY starts_on DESC LIMIT $2`,
    [program, weeks],
  )
  return rows.reverse()
}
