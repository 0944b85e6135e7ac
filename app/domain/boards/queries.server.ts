import { sqlAlone } from '#app/db/transaction.server.ts'
import { type Period, periodStart } from '#app/foundation/calendar.ts'
import type { BoardName } from './boards.ts'
import { described, type Place, type PlaceRow, placeFrom, type Reader } from './queries/described.server.ts'

export type { Place, Reader } from './queries/described.server.ts'

/** One board of a program. */
export type BoardKey = BoardName & { program: number }

/** The board of a period that contains the instant, in the program's zone; of the whole program, or of a scope of it. */
export function boardAt(program: { id: number; timeZone: string }, period: Period, at: Date, scope = ''): BoardKey {
  return { program: program.id, scope, period, startsOn: periodStart(period, at, program.timeZone) }
}

// Who stands on a board is listed and has points above zero: more points first; then who reached them by the earlier deed; then the lower member id.
// A key (minus_points, reached_at, member_id) is compared as a row. A walk begins at the fence that holds what is looked for.
const board = (from: number): string =>
  `SELECT id FROM board WHERE program_id = $1 AND scope = $${from} AND period = $${from + 1} AND starts_on = $${from + 2}::date`
const key = (alias: string): string => `(${alias}.minus_points, ${alias}.reached_at, ${alias}.member_id)`
const order = (alias: string): string => `${alias}.minus_points, ${alias}.reached_at, ${alias}.member_id`
const orderBack = (alias: string): string => `${alias}.minus_points DESC, ${alias}.reached_at DESC, ${alias}.member_id DESC`
const standing = `FROM board_score s WHERE s.program_id = $1 AND s.board_id = b.id AND s.listed AND s.points > 0`

/** How many stand before the key of `me` on the board `b`. */
const before = 'board_before($1::smallint, b.id, me.minus_points, me.reached_at, me.member_id)'

const exactPlaces = `
SELECT me.member_id AS "memberId", me.points, (1 + ${before})::int AS place, me.listed FROM (${board(2)}) b
CROSS JOIN LATERAL (
  SELECT s.* FROM unnest($5::bigint[]) AS n(id) JOIN board_score s ON s.program_id = $1 AND s.member_id = n.id AND s.board_id = b.id WHERE s.points > 0
) me`

const page = described(
  `SELECT w.member_id, w.points, w.place FROM (${board(4)}) b CROSS JOIN LATERAL board_page($1::smallint, b.id, $7::int, $8::int) w`,
)

// The number of neighbors stands in the text: were it a parameter, the planner would think it many and plan anew each time.
const around = (each: number): string =>
  described(`
  WITH b AS (${board(4)}),
  me AS (SELECT s.* FROM b JOIN board_score s ON s.program_id = $1 AND s.member_id = $3 AND s.board_id = b.id AND s.points > 0),
  my_place AS (SELECT 1 + ${before} AS place FROM b CROSS JOIN me),
  above AS (
    SELECT near.*, row_number() OVER (ORDER BY ${orderBack('near')}) AS n FROM b CROSS JOIN me CROSS JOIN LATERAL (
      SELECT ${order('s')}, s.points ${standing} AND ${key('s')} < ${key('me')} ORDER BY ${orderBack('s')} LIMIT ${each}
    ) AS near
  ),
  below AS (
    SELECT near.*, row_number() OVER (ORDER BY ${order('near')}) AS n FROM b CROSS JOIN me CROSS JOIN LATERAL (
      SELECT ${order('s')}, s.points ${standing} AND ${key('s')} > ${key('me')} ORDER BY ${order('s')} LIMIT ${each}
    ) AS near
  )
  SELECT above.member_id, above.points, my_place.place - above.n AS place FROM above, my_place
  UNION ALL SELECT me.member_id, me.points, my_place.place FROM me, my_place
  UNION ALL SELECT below.member_id, below.points, my_place.place + below.n - 1 + me.listed::int FROM below, my_place, me`)

const named = (key: BoardKey): readonly unknown[] => [key.scope, key.period, key.startsOn]

/** Places `skip` + 1 and on, at most `limit`, as this reader may see them; a deep page costs what the first one costs. */
export async function placesOn(board: BoardKey, reader: Reader, skip: number, limit: number): Promise<Place[]> {
  const rows = await sqlAlone<PlaceRow>(page, [board.program, reader.reaches, reader.memberId, ...named(board), skip, limit])
  return rows.map(placeFrom)
}

/**
 * The reader's exact place, with up to `each` neighbors above and below, in order. Empty without points in the period. A member who opted
 * out is told the place they would take; the others keep the places they have.
 */
export async function placesAround(board: BoardKey, reader: Reader & { memberId: number }, each: number): Promise<Place[]> {
  const rows = await sqlAlone<PlaceRow>(around(Math.trunc(each)), [board.program, reader.reaches, reader.memberId, ...named(board)])
  return rows.map(placeFrom)
}

/** The reader's exact place, or null without points in the period. */
export async function placeOf(board: BoardKey, memberId: number): Promise<Place | null> {
  const [row] = await placesAround(board, { reaches: [], memberId }, 0)
  return row ?? null
}

/** A member's exact place among all; `listed` is false where it is the place they would take. */
export type ExactPlace = { memberId: number; points: number; place: number; listed: boolean }

/** The exact places of these members; those without points in the period are missing. */
export async function exactPlacesOf(board: BoardKey, memberIds: readonly number[]): Promise<ExactPlace[]> {
  return sqlAlone<ExactPlace>(exactPlaces, [board.program, ...named(board), memberIds])
}

/** False for a member who chose not to stand on boards: they see their own place, and nobody else does. */
export async function standsOnBoards(program: number, memberId: number): Promise<boolean> {
  const rows = await sqlAlone(`SELECT 1 AS yes FROM member WHERE program_id = $1 AND id = $2 AND on_boards AND state = 'active'`, [program, memberId])
  return rows.length > 0
}

/** How many stand on a board, and their points in its period; whoever does not stand on boards is in neither figure. */
export async function boardTotals(board: BoardKey): Promise<{ members: number; points: number }> {
  const [row] = await sqlAlone<{ members: number; points: number }>(
    'SELECT members, shown AS points FROM board WHERE program_id = $1 AND scope = $2 AND period = $3 AND starts_on = $4::date',
    [board.program, ...named(board)],
  )
  return row ?? { members: 0, points: 0 }
}

/** Points of all members by week of the deed, for staff: the program's weeks, the latest last; weeks without any are missing. */
export async function pointsByWeek(program: number, weeks: number): Promise<{ startsOn: string; points: number }[]> {
  const rows = await sqlAlone<{ startsOn: string; points: number }>(
    `SELECT to_char(starts_on, 'YYYY-MM-DD') AS "startsOn", points FROM board
     WHERE program_id = $1 AND scope = '' AND period = 'week' ORDER BY starts_on DESC LIMIT $2`,
    [program, weeks],
  )
  return rows.reverse()
}
