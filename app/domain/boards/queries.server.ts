import { sqlAlone } from '#app/db/transaction.server.ts'
import { type Period, periodStart } from '#app/foundation/calendar.ts'
import type { Order, Score } from './order.ts'
import { type BoardKey, orderOf } from './queries/copies.server.ts'
import { described, type Place, type PlaceRow, placeFrom, type Reader } from './queries/described.server.ts'

export type { BoardKey } from './queries/copies.server.ts'
export type { Place, Reader } from './queries/described.server.ts'

/** The board of a period that contains the instant, in the program's zone; of the whole program, or of a scope of it. */
export function boardAt(program: { id: number; timeZone: string }, period: Period, at: Date, scope = ''): BoardKey {
  return { program: program.id, scope, period, startsOn: periodStart(period, at, program.timeZone) }
}

const shown = described('SELECT * FROM unnest($4::bigint[], $5::bigint[], $6::bigint[]) AS w(member_id, points, place)')

type Standing = { score: Score; place: number }

/** These places with names and levels, as this reader may see them. */
async function describe(board: BoardKey, reader: Reader, standing: readonly Standing[]): Promise<Place[]> {
  if (standing.length === 0) return []
  const rows = await sqlAlone<PlaceRow>(shown, [
    ...[board.program, reader.reaches, reader.memberId],
    ...[standing.map(({ score }) => score.memberId), standing.map(({ score }) => score.points), standing.map(({ place }) => place)],
  ])
  return rows.map(placeFrom)
}

/** Who stands from a place on, counted from 0, at most so many. */
function stretch(order: Order, from: number, count: number): Standing[] {
  return order.slice(from, count).map((score, index) => ({ score, place: from + index + 1 }))
}

/** Places `skip` + 1 and on, at most `limit`, as this reader may see them; a deep page costs what the first one costs. */
export async function placesOn(board: BoardKey, reader: Reader, skip: number, limit: number): Promise<Place[]> {
  return describe(board, reader, stretch(await orderOf(board), skip, limit))
}

/**
 * The reader's exact place, with up to `each` neighbors above and below, in order. Empty without points in the period. A member who opted
 * out is told the place they would take; the others keep the places they have.
 */
export async function placesAround(board: BoardKey, reader: Reader & { memberId: number }, each: number): Promise<Place[]> {
  const order = await orderOf(board)
  const me = order.placeOf(reader.memberId)
  if (!me) return []
  const above = Math.min(each, me.before)
  return describe(board, reader, [
    ...stretch(order, me.before - above, above),
    { score: me.score, place: me.before + 1 },
    ...stretch(order, me.before + (me.listed ? 1 : 0), each),
  ])
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
  const order = await orderOf(board)
  return memberIds.flatMap((memberId) => {
    const mine = order.placeOf(memberId)
    return mine ? [{ memberId, points: mine.score.points, place: mine.before + 1, listed: mine.listed }] : []
  })
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
    [board.program, board.scope, board.period, board.startsOn],
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
