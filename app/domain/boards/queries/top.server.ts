import { sqlAlone } from '#app/db/transaction.server.ts'
import type { BoardKey, ExactPlace } from '#app/domain/boards/queries.server.ts'

/** The first places of a board, bare of names: who, and with how many points. */
export type Top = readonly { memberId: number; points: number }[]

const kept = new Map<string, { version: number; top: Top }>()

// One statement, so one moment: the place, the version of the board, and the top where the reader's copy is of another version.
// How many are asked for stands in the text, so that the statement is planned once.
const textFor = (limit: number): string => `
SELECT b.version, me.points, me.listed,
  CASE WHEN me.member_id IS NOT NULL THEN 1 + board_before($1::smallint, b.id, me.minus_points, me.reached_at, me.member_id) END AS place,
  CASE WHEN b.version <> $6::bigint THEN (
    SELECT coalesce(json_agg(json_build_object('memberId', t.member_id, 'points', t.points) ORDER BY t.minus_points, t.reached_at, t.member_id), '[]') FROM (
      SELECT s.member_id, s.points, s.minus_points, s.reached_at FROM board_score s
      WHERE s.program_id = $1 AND s.board_id = b.id AND s.listed AND s.points > 0 ORDER BY s.minus_points, s.reached_at, s.member_id LIMIT ${limit}
    ) t
  ) END AS top
FROM board b LEFT JOIN board_score me ON me.program_id = $1 AND me.member_id = $5::bigint AND me.board_id = b.id AND me.points > 0
WHERE b.program_id = $1 AND b.scope = $2 AND b.period = $3 AND b.starts_on = $4::date`

/**
 * A member's exact place (null without points) and the first `limit` places, both of one moment. This process keeps the first places for as long as
 * the board's version says that they are true, so most answers read one row and a few counts.
 */
export async function topAndPlace(board: BoardKey, memberId: number, limit: number): Promise<{ top: Top; mine: ExactPlace | null }> {
  const key = `${board.program}/${board.scope}/${board.period}/${board.startsOn}/${limit}`
  const copy = kept.get(key)
  const [row] = await sqlAlone<{ version: number; points: number; listed: boolean; place: number | null; top: Top | null }>(
    textFor(Math.trunc(limit)),
    [...[board.program, board.scope, board.period, board.startsOn, memberId], copy?.version ?? -1],
  )
  if (!row) return { top: [], mine: null }
  const top = row.top ?? copy?.top ?? []
  if (row.top) {
    if (kept.size > 1_000) kept.clear()
    kept.set(key, { version: row.version, top })
  }
  return { top, mine: row.place === null ? null : { memberId, points: row.points, place: row.place, listed: row.listed } }
}
