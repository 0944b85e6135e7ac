import { sqlAlone } from '#app/db/transaction.server.ts'
import type { BoardKey, ExactPlace } from '#app/domain/boards/queries.server.ts'

/** The first places of a board, bare of names: who, and with how many points. */
export type Top = readonly { memberId: number; points: number }[]

const kept = new Map<string, { version: number; top: Top }>()

// One statement, so one moment: the places, the version of the board, and the top where this process's copy is of another version. How many are asked
// for stands in the text, so that the statement is planned once.
const textFor = (limit: number): string => `
SELECT b.version,
  ARRAY(
    SELECT ARRAY[me.member_id, me.points, 1 + board_before($1::smallint, b.id, me.minus_points, me.reached_at, me.member_id), me.listed::int]
    FROM unnest($5::bigint[]) AS n(id) JOIN board_score me ON me.program_id = $1 AND me.member_id = n.id AND me.board_id = b.id AND me.points > 0
  )::text AS places,
  CASE WHEN b.version <> $6::bigint THEN (
    SELECT coalesce(json_agg(json_build_object('memberId', t.member_id, 'points', t.points) ORDER BY t.minus_points, t.reached_at, t.member_id), '[]') FROM (
      SELECT s.member_id, s.points, s.minus_points, s.reached_at FROM board_score s
      WHERE s.program_id = $1 AND s.board_id = b.id AND s.listed AND s.points > 0 ORDER BY s.minus_points, s.reached_at, s.member_id LIMIT ${limit}
    ) t
  ) END AS top
FROM board b WHERE b.program_id = $1 AND b.scope = $2 AND b.period = $3 AND b.starts_on = $4::date`

type Answer = { top: Top; places: ReadonlyMap<number, ExactPlace> }
const gathering = new Map<string, { members: Set<number>; answer: Promise<Answer> }>()

/**
 * A member's exact place (null without points) and the first `limit` places, both of one moment. Questions that come together are asked together, and
 * this process keeps the first places for as long as the board's version says that they are true.
 */
export async function topAndPlace(board: BoardKey, memberId: number, limit: number): Promise<{ top: Top; mine: ExactPlace | null }> {
  const key = `${board.program}/${board.scope}/${board.period}/${board.startsOn}/${limit}`
  let together = gathering.get(key)
  if (!together) {
    const members = new Set<number>()
    // Whoever asks before the statement leaves is answered by it; whoever asks later is not.
    const answer = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      gathering.delete(key)
      return ask(board, key, [...members], limit)
    })
    together = { members, answer }
    gathering.set(key, together)
  }
  together.members.add(memberId)
  const { top, places } = await together.answer
  return { top, mine: places.get(memberId) ?? null }
}

async function ask(board: BoardKey, key: string, members: readonly number[], limit: number): Promise<Answer> {
  const copy = kept.get(key)
  const [row] = await sqlAlone<{ version: number; places: string; top: Top | null }>(textFor(Math.trunc(limit)), [
    ...[board.program, board.scope, board.period, board.startsOn],
    ...[members, copy?.version ?? -1],
  ])
  if (!row) return { top: [], places: new Map() }
  const top = row.top ?? copy?.top ?? []
  if (row.top) {
    if (kept.size > 1_000) kept.clear()
    kept.set(key, { version: row.version, top })
  }
  const places = JSON.parse(row.places.replaceAll('{', '[').replaceAll('}', ']')) as [number, number, number, number][]
  return {
    top,
    places: new Map(places.map(([memberId, points, place, listed]) => [memberId, { memberId, points, place, listed: listed === 1 }])),
  }
}
