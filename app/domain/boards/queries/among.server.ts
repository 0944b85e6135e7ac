import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Conditions } from '#app/domain/boards/segments.ts'
import type { BoardKey } from './copies.server.ts'
import { scoresOf } from './scores-of.server.ts'
import { described, type Place, type PlaceRow, placeFrom, type Reader } from './described.server.ts'

/** A part of the people on a board: those of a segment, those who joined since an instant, or those somebody follows (themselves among them). */
export type Among = { segment: Conditions; now: Date } | { joinedSince: Date } | { followedBy: number } | { improvedOver: BoardKey }

/** Places among a part of the people, the reader's own among them, and how many there are. */
export type AmongPlaces = { places: Place[]; mine: Place | null; members: number }

const day = 86_400_000

/** Conditions over the member `m` as SQL; `bind` keeps a value and answers its parameter. */
export function memberConditions(conditions: Conditions, now: Date, bind: (value: unknown) => string): string[] {
  const { levelFrom, levelTo, joinedWithinDays, joinedBeforeDays, accountIn, withoutStaff } = conditions
  const ago = (days: number): Date => new Date(now.getTime() - days * day)
  const said = (['company', 'plan', 'stage'] as const).flatMap((field) => {
    const value = conditions[field]
    return value ? [`lower(a.${field}) = lower(${bind(value)}::text)`] : []
  })
  const { renewsWithinDays: days } = conditions
  if (days !== undefined) said.push(`a.renews_on BETWEEN ${bind(now)}::timestamptz::date AND ${bind(ago(-days))}::timestamptz::date`)
  const level = '(SELECT st.level FROM standing st WHERE st.program_id = m.program_id AND st.member_id = m.id)'
  return [
    ...(levelFrom === undefined ? [] : [`coalesce(${level}, 0) >= ${bind(levelFrom)}::int`]),
    ...(levelTo === undefined ? [] : [`coalesce(${level}, 0) <= ${bind(levelTo)}::int`]),
    ...(joinedWithinDays === undefined ? [] : [`m.joined_at >= ${bind(ago(joinedWithinDays))}::timestamptz`]),
    ...(joinedBeforeDays === undefined ? [] : [`m.joined_at < ${bind(ago(joinedBeforeDays))}::timestamptz`]),
    ...(accountIn.length === 0
      ? []
      : [
          `EXISTS (SELECT 1 FROM identity i WHERE i.program_id = m.program_id AND i.member_id = m.id AND i.source_id = ANY(${bind(accountIn)}::smallint[]))`,
        ]),
    ...(said.length === 0
      ? []
      : [`EXISTS (SELECT 1 FROM member_account a WHERE a.program_id = m.program_id AND a.member_id = m.id AND ${said.join(' AND ')})`]),
    ...(withoutStaff ? ['NOT EXISTS (SELECT 1 FROM member_role r WHERE r.program_id = m.program_id AND r.member_id = m.id)'] : []),
  ]
}

/** Who of a board is among them: (member_id, points, order keys), from the board `b` on. */
function chosen(among: Among, on: BoardKey['period'], bind: (value: unknown) => string): string {
  const standing = `JOIN ${scoresOf(on)} AS s ON s.program_id = $1 AND s.board_id = b.id`
  const keys = 's.member_id, s.points, s.reached_at'
  if ('improvedOver' in among) {
    const { scope, period, startsOn } = among.improvedOver
    return `SELECT s.member_id, s.points - p.points AS points, s.reached_at FROM b ${standing} AND s.listed AND s.points > 0
      JOIN board past ON past.program_id = $1 AND past.scope = ${bind(scope)} AND past.period = ${bind(period)} AND past.starts_on = ${bind(startsOn)}::date
      JOIN ${scoresOf(period)} AS p ON p.program_id = $1 AND p.member_id = s.member_id AND p.board_id = past.id AND p.points > 0 AND p.points < s.points`
  }
  if ('followedBy' in among) {
    const me = `${bind(among.followedBy)}::bigint`
    return `SELECT ${keys} FROM b ${standing} AND s.points > 0 WHERE s.member_id = ${me} OR s.listed AND s.member_id IN (
        SELECT f.followed_id FROM follow f JOIN member m ON m.program_id = f.program_id AND m.id = f.followed_id AND m.profile = ANY($2::text[])
        WHERE f.program_id = $1 AND f.follower_id = ${me})`
  }
  const where = 'joinedSince' in among ? [`m.joined_at >= ${bind(among.joinedSince)}::timestamptz`] : memberConditions(among.segment, among.now, bind)
  return `SELECT ${keys} FROM b JOIN member m ON m.program_id = $1 AND m.merged_into IS NULL ${where.map((one) => `AND ${one}`).join(' ')}
    ${standing} AND s.member_id = m.id AND s.listed AND s.points > 0`
}

/**
 * A board of a part of the people: places `skip` + 1 and on, at most `limit`, in the order of the whole board; how many there are; and the reader's own
 * place among them. For `improvedOver`, points are the gain over that board, of those who had points on it.
 */
export async function placesAmong(board: BoardKey, among: Among, reader: Reader, skip: number, limit: number): Promise<AmongPlaces> {
  const values: unknown[] = [board.program, reader.reaches, reader.memberId, board.scope, board.period, board.startsOn, skip, limit]
  const bind = (value: unknown): string => `$${values.push(value)}`
  const list = `
    WITH b AS (SELECT id FROM board WHERE program_id = $1 AND scope = $4 AND period = $5 AND starts_on = $6::date),
    chosen AS MATERIALIZED (${chosen(among, board.period, bind)}),
    numbered AS MATERIALIZED (SELECT member_id, points, row_number() OVER (ORDER BY points DESC, reached_at, member_id) AS place FROM chosen)
    SELECT member_id, points, place FROM numbered WHERE (place > $7::int AND place <= $7::int + $8::int) OR member_id = $3
    UNION ALL SELECT 0, count(*), 0 FROM numbered`
  const rows = await sqlAlone<PlaceRow>(described(list), values)
  const members = Number(rows.find((row) => row.place === 0)?.points ?? 0)
  const places = rows.filter((row) => row.place > 0)
  const mine = places.find((row) => row.memberId === reader.memberId)
  return {
    members,
    mine: mine ? placeFrom(mine) : null,
    places: places.filter((row) => row.place > skip && row.place <= skip + limit).map(placeFrom),
  }
}

/** How many active members a segment has now, those who do not stand on boards included. */
export async function segmentSize(program: number, conditions: Conditions, now: Date): Promise<number> {
  const values: unknown[] = [program]
  const where = memberConditions(conditions, now, (value) => `$${values.push(value)}`)
  const text = `SELECT count(*)::int AS count FROM member m WHERE m.program_id = $1 AND m.state = 'active' AND m.merged_into IS NULL ${where.map((one) => `AND ${one}`).join(' ')}`
  const [row] = await sqlAlone<{ count: number }>(text, values)
  return row?.count ?? 0
}
