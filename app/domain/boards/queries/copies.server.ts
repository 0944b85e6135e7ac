import { sqlAlone } from '#app/db/transaction.server.ts'
import type { BoardName } from '#app/domain/boards/boards.ts'
import { Order } from '#app/domain/boards/order.ts'
import { scoresOf } from './scores-of.server.ts'

/** One board of a program. */
export type BoardKey = BoardName & { program: number }

/** A copy of one board, true as of the change `seen`. */
type Copy = { id: number; seen: number; order: Order }

/** How many scores this process keeps in all; the boards that were asked for longest ago go first. */
const room = 2_000_000

const copies = new Map<string, Copy>()
const queues = new Map<string, { running: Promise<unknown>; next: Promise<Order> | null }>()

const own = `SELECT id, version FROM board WHERE program_id = $1 AND scope = $2 AND period = $3 AND starts_on = $4::date`
const head = `SELECT coalesce(max(id), 0) AS head, coalesce(min(id), 0) AS oldest FROM board_change WHERE program_id = $1`
const millis = `(extract(epoch FROM s.reached_at) * 1000)::bigint`

// One statement, so one moment. What changed is told where the copy is of an earlier change that is still on record.
const newsOf = (period: BoardName['period']): string => `
SELECT b.id, h.head, b.id IS DISTINCT FROM $5::int OR b.version > $6::bigint AND h.oldest > $6::bigint AS outdated,
  CASE WHEN b.id = $5::int AND b.version > $6::bigint AND h.oldest <= $6::bigint THEN ARRAY(
    SELECT ARRAY[c.member_id, coalesce(s.points, 0), coalesce(${millis}, 0), coalesce(s.listed, false)::int]
    FROM (SELECT DISTINCT unnest(members) AS member_id FROM board_change WHERE program_id = $1 AND id > $6::bigint) c
    LEFT JOIN LATERAL (SELECT * FROM ${scoresOf(period)} AS all_of WHERE program_id = $1 AND board_id = b.id AND member_id = c.member_id) s ON true
  )::text END AS moved
FROM (${own}) b CROSS JOIN LATERAL (${head}) h`

const wholeOf = (period: BoardName['period']): string => `
WITH b AS MATERIALIZED (${own}), numbered AS (
  SELECT s.*, row_number() OVER (PARTITION BY s.listed ORDER BY s.points DESC, s.reached_at, s.member_id) - 1 AS n
  FROM b JOIN ${scoresOf(period)} AS s ON s.program_id = $1 AND s.board_id = b.id AND s.points > 0
)
SELECT b.id, h.head, NULL::boolean AS listed, 0 AS piece, NULL AS members, NULL AS points, NULL AS times FROM b CROSS JOIN (${head}) h
UNION ALL SELECT 0, 0, s.listed, s.n / 5000, array_agg(s.member_id ORDER BY s.n)::text, array_agg(s.points ORDER BY s.n)::text, array_agg(${millis} ORDER BY s.n)::text
FROM numbered s GROUP BY s.listed, s.n / 5000 ORDER BY listed NULLS FIRST, piece`

/**
 * The order of a board as it is now: everything that was committed before the question is in it. Questions that come together are answered by one
 * statement, which reads only what changed since this process last asked.
 */
export function orderOf(board: BoardKey): Promise<Order> {
  const key = `${board.program}/${board.scope}/${board.period}/${board.startsOn}`
  const queue = queues.get(key) ?? { running: Promise.resolve(), next: null }
  queues.set(key, queue)
  // Whoever asks before the statement leaves is answered by it; whoever asks later waits for the next one.
  queue.next ??= queue.running
    .then(() => new Promise<void>((resolve) => setImmediate(resolve)))
    .then(() => {
      const answer = current(board, key)
      queue.next = null
      const done = (): void => {
        if (!queue.next) queues.delete(key)
      }
      queue.running = answer.then(done, done)
      return answer
    })
  return queue.next
}

async function current(board: BoardKey, key: string): Promise<Order> {
  const copy = copies.get(key)
  const [row] = await sqlAlone<{ id: number; head: number; outdated: boolean; moved: string | null }>(newsOf(board.period), [
    ...[board.program, board.scope, board.period, board.startsOn],
    ...[copy?.id ?? 0, copy?.seen ?? 0],
  ])
  if (!row) {
    copies.delete(key)
    return new Order()
  }
  if (!copy || row.outdated) return load(board, key)
  for (const [memberId = 0, points = 0, at = 0, listed] of row.moved === null ? [] : read<number[]>(row.moved))
    copy.order.set({ memberId, points, at }, listed === 1)
  copy.seen = row.head
  keep(key, copy)
  return copy.order
}

async function load(board: BoardKey, key: string): Promise<Order> {
  type Piece = { id: number; head: number; listed: boolean; members: string; points: string; times: string }
  const [first, ...pieces] = await sqlAlone<Piece>(wholeOf(board.period), [board.program, board.scope, board.period, board.startsOn])
  const order = new Order()
  if (!first) return order
  for (const piece of pieces) {
    const [points, times] = [read<number>(piece.points), read<number>(piece.times)]
    const scores = read<number>(piece.members).map((memberId, at) => ({ memberId, points: points[at] ?? 0, at: times[at] ?? 0 }))
    if (piece.listed) order.append(scores)
    else for (const score of scores) order.set(score, false)
    await new Promise<void>((resolve) => setImmediate(resolve)) // a large board lets others be answered between its pieces
  }
  keep(key, { id: first.id, seen: first.head, order })
  return order
}

/** Numbers as PostgreSQL writes an array of them. */
function read<Item>(text: string): Item[] {
  return JSON.parse(text.replaceAll('{', '[').replaceAll('}', ']')) as Item[]
}

/** Keeps a copy as the one asked for last, and lets go of others where there is no room for them. */
function keep(key: string, copy: Copy): void {
  copies.delete(key)
  copies.set(key, copy)
  let held = 0
  for (const { order } of copies.values()) held += order.weight
  for (const [other, { order }] of copies) {
    if (held <= room || other === key) break
    copies.delete(other)
    held -= order.weight
  }
}
