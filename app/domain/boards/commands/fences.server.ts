import type { Scope } from '#app/db/transaction.server.ts'

/** A key of a board's order; the first fence and part of every board begin at this one, which nothing can reach. */
export const rootKey = { minusPoints: -Number.MAX_SAFE_INTEGER, reachedAt: 'epoch', memberId: 0 }

/** How many places a fence has when it is cut, at most before it is cut again, and how many fences a part may have. */
const fenceSize = 64
const crowded = 128
const partSize = 128

const lookUp = (table: string, moves: string): string => `
  SELECT f.board_id, f.minus_points, f.reached_at, f.member_id, sum(m.by)::int AS by FROM ${moves} m CROSS JOIN LATERAL (
    SELECT board_id, minus_points, reached_at, member_id FROM ${table} b
    WHERE b.program_id = $1 AND b.board_id = m.board_id AND (b.minus_points, b.reached_at, b.member_id) <= (m.minus_points, m.reached_at, m.member_id)
    ORDER BY b.minus_points DESC, b.reached_at DESC, b.member_id DESC LIMIT 1
  ) f GROUP BY 1, 2, 3, 4 HAVING sum(m.by) <> 0`

const addTo = (table: string, moves: string): string => `
  UPDATE ${table} b SET count = b.count + m.by FROM ${moves} m
  WHERE b.program_id = $1 AND b.board_id = m.board_id AND b.minus_points = m.minus_points AND b.reached_at = m.reached_at AND b.member_id = m.member_id`

/**
 * The end of a statement that changes scores, with the program as $1. Before it stand `moves` (board_id, minus_points, reached_at, member_id, by:
 * -1 where somebody left a place, +1 where somebody took one) and `sums` (board_id, points). Counts follow, and fences that became too crowded are
 * answered.
 */
export const countMoves = `
fence_moves AS MATERIALIZED (${lookUp('board_fence', 'moves')}),
fences AS (${addTo('board_fence', 'fence_moves')} RETURNING b.board_id, b.minus_points, b.reached_at, b.member_id, b.count),
part_moves AS MATERIALIZED (${lookUp('board_part', 'fence_moves')}),
parts AS (${addTo('board_part', 'part_moves')}),
board_moves AS (
  SELECT board_id, sum(members)::int AS members, sum(points) AS points, sum(shown) AS shown FROM (
    SELECT board_id, by AS members, 0 AS points, -minus_points * by AS shown FROM moves UNION ALL SELECT board_id, 0, points, 0 FROM sums
  ) AS both_ways GROUP BY board_id
),
boards AS (
  UPDATE board b SET members = b.members + m.members, points = b.points + m.points, shown = b.shown + m.shown, version = b.version + 1
  FROM board_moves m WHERE b.program_id = $1 AND b.id = m.board_id
)
SELECT board_id AS "boardId", minus_points AS "minusPoints", reached_at AS "reachedAt", member_id AS "memberId" FROM fences WHERE count > ${crowded}`

/** A fence by its board and the key at which it begins. */
export type Fence = { boardId: number; minusPoints: number; reachedAt: Date; memberId: number }

const cut = `
WITH long AS (
  SELECT n.*, next.minus_points AS until_points, next.reached_at AS until_at, next.member_id AS until_id
  FROM unnest($2::int[], $3::bigint[], $4::timestamptz[], $5::bigint[]) AS n(board_id, minus_points, reached_at, member_id)
  LEFT JOIN LATERAL (
    SELECT f.minus_points, f.reached_at, f.member_id FROM board_fence f
    WHERE f.program_id = $1 AND f.board_id = n.board_id AND (f.minus_points, f.reached_at, f.member_id) > (n.minus_points, n.reached_at, n.member_id)
    ORDER BY f.minus_points, f.reached_at, f.member_id LIMIT 1
  ) next ON true
),
standing AS (
  SELECT l.board_id, l.minus_points AS from_points, l.reached_at AS from_at, l.member_id AS from_id, s.minus_points, s.reached_at, s.member_id,
    row_number() OVER whole - 1 AS n, count(*) OVER (PARTITION BY l.board_id, l.minus_points, l.reached_at, l.member_id) AS total
  FROM long l CROSS JOIN LATERAL (
    SELECT s.minus_points, s.reached_at, s.member_id FROM board_score s
    WHERE s.program_id = $1 AND s.board_id = l.board_id AND s.listed AND s.points > 0
      AND (s.minus_points, s.reached_at, s.member_id) >= (l.minus_points, l.reached_at, l.member_id)
      AND (l.until_id IS NULL OR (s.minus_points, s.reached_at, s.member_id) < (l.until_points, l.until_at, l.until_id))
  ) s
  WINDOW whole AS (PARTITION BY l.board_id, l.minus_points, l.reached_at, l.member_id ORDER BY s.minus_points, s.reached_at, s.member_id)
),
pieces AS (
  SELECT *, least(size, total - n)::int AS count FROM (SELECT *, ceil(total / ceil(total / ${fenceSize}.0))::bigint AS size FROM standing) AS sized
  WHERE n % size = 0
),
kept AS (
  UPDATE board_fence f SET count = p.count FROM pieces p WHERE p.n = 0 AND f.program_id = $1 AND f.board_id = p.board_id
    AND f.minus_points = p.from_points AND f.reached_at = p.from_at AND f.member_id = p.from_id
)
INSERT INTO board_fence (program_id, board_id, minus_points, reached_at, member_id, count)
SELECT $1, board_id, minus_points, reached_at, member_id, count FROM pieces WHERE n > 0`

/** Boards on which one of these fences stands in a part that has too many of them. */
const fullParts = `
SELECT DISTINCT n.board_id AS "boardId" FROM unnest($2::int[], $3::bigint[], $4::timestamptz[], $5::bigint[]) AS n(board_id, minus_points, reached_at, member_id)
CROSS JOIN LATERAL (
  SELECT p.minus_points, p.reached_at, p.member_id FROM board_part p
  WHERE p.program_id = $1 AND p.board_id = n.board_id AND (p.minus_points, p.reached_at, p.member_id) <= (n.minus_points, n.reached_at, n.member_id)
  ORDER BY p.minus_points DESC, p.reached_at DESC, p.member_id DESC LIMIT 1
) own
LEFT JOIN LATERAL (
  SELECT p.minus_points, p.reached_at, p.member_id FROM board_part p
  WHERE p.program_id = $1 AND p.board_id = n.board_id AND (p.minus_points, p.reached_at, p.member_id) > (own.minus_points, own.reached_at, own.member_id)
  ORDER BY p.minus_points, p.reached_at, p.member_id LIMIT 1
) next ON true
CROSS JOIN LATERAL (
  SELECT count(*) AS fences FROM board_fence f WHERE f.program_id = $1 AND f.board_id = n.board_id
    AND (f.minus_points, f.reached_at, f.member_id) >= (own.minus_points, own.reached_at, own.member_id)
    AND (next.member_id IS NULL OR (f.minus_points, f.reached_at, f.member_id) < (next.minus_points, next.reached_at, next.member_id))
) inside
WHERE inside.fences > ${2 * partSize}`

const newParts = `
INSERT INTO board_part (program_id, board_id, minus_points, reached_at, member_id, count)
SELECT $1, $2, first.minus_points, first.reached_at, first.member_id, piece.count FROM (
  SELECT min(n) AS n, sum(count) AS count FROM (
    SELECT count, row_number() OVER (ORDER BY minus_points, reached_at, member_id) - 1 AS n FROM board_fence WHERE program_id = $1 AND board_id = $2
  ) AS numbered GROUP BY n / ${partSize}
) AS piece JOIN (
  SELECT minus_points, reached_at, member_id, row_number() OVER (ORDER BY minus_points, reached_at, member_id) - 1 AS n
  FROM board_fence WHERE program_id = $1 AND board_id = $2
) AS first ON first.n = piece.n`

/** Cuts fences that became too crowded, so that a place stays a short walk away. */
export async function cutFences(scope: Scope, fences: readonly Fence[]): Promise<void> {
  if (fences.length === 0) return
  const keys = [
    scope.program,
    fences.map((fence) => fence.boardId),
    fences.map((fence) => fence.minusPoints),
    fences.map((fence) => fence.reachedAt),
    fences.map((fence) => fence.memberId),
  ]
  await scope.sql(cut, keys)
  for (const { boardId } of await scope.sql<{ boardId: number }>(fullParts, keys)) await renewParts(scope, boardId)
}

/** Writes the parts of a board anew from its fences. */
async function renewParts(scope: Scope, boardId: number): Promise<void> {
  await scope.sql('DELETE FROM board_part WHERE program_id = $1 AND board_id = $2', [scope.program, boardId])
  await scope.sql(newParts, [scope.program, boardId])
}

const whole = `
WITH counted AS (
  SELECT count(*) FILTER (WHERE listed AND points > 0)::int AS members, coalesce(sum(points), 0) AS points,
    coalesce(sum(points) FILTER (WHERE listed AND points > 0), 0) AS shown FROM board_score WHERE program_id = $1::smallint AND board_id = $2::int
), fence AS (
  INSERT INTO board_fence (program_id, board_id, minus_points, reached_at, member_id, count) SELECT $1, $2, $3, $4, $5, members FROM counted
), part AS (
  INSERT INTO board_part (program_id, board_id, minus_points, reached_at, member_id, count) SELECT $1, $2, $3, $4, $5, members FROM counted
)
UPDATE board b SET members = c.members, points = c.points, shown = c.shown, version = b.version + 1 FROM counted c WHERE b.program_id = $1 AND b.id = $2`

/** Counts a board anew from its scores: for scores that came in bulk, and for mending. The caller holds the settling lock. */
export async function renewFences(scope: Scope, boardId: number): Promise<void> {
  await scope.sql('DELETE FROM board_fence WHERE program_id = $1 AND board_id = $2', [scope.program, boardId])
  await scope.sql('DELETE FROM board_part WHERE program_id = $1 AND board_id = $2', [scope.program, boardId])
  await scope.sql(whole, [scope.program, boardId, rootKey.minusPoints, rootKey.reachedAt, rootKey.memberId])
  await cutFences(scope, [{ boardId, minusPoints: rootKey.minusPoints, reachedAt: new Date(0), memberId: rootKey.memberId }])
}

/** Puts neighboring fences together where a board has many more of them than its members need. Answers how many boards it tidied. */
export async function mergeFences(scope: Scope): Promise<number> {
  const boards = await scope.sql<{ boardId: number }>(
    `SELECT b.id AS "boardId" FROM board b JOIN board_fence f ON f.program_id = b.program_id AND f.board_id = b.id
     WHERE b.program_id = $1 GROUP BY b.id, b.members HAVING count(*) > 8 + b.members / ${fenceSize / 4}`,
    [scope.program],
  )
  for (const { boardId } of boards) {
    const fences = await scope.sql<{ minusPoints: number; reachedAt: Date; memberId: number; count: number }>(
      `SELECT minus_points AS "minusPoints", reached_at AS "reachedAt", member_id AS "memberId", count FROM board_fence
       WHERE program_id = $1 AND board_id = $2 ORDER BY minus_points, reached_at, member_id`,
      [scope.program, boardId],
    )
    const kept = mergedFences(fences)
    await scope.sql('DELETE FROM board_fence WHERE program_id = $1 AND board_id = $2', [scope.program, boardId])
    await scope.sql(
      `INSERT INTO board_fence (program_id, board_id, minus_points, reached_at, member_id, count)
       SELECT $1::smallint, $2::int, * FROM unnest($3::bigint[], $4::timestamptz[], $5::bigint[], $6::int[])`,
      [
        scope.program,
        boardId,
        kept.map((fence) => fence.minusPoints),
        kept.map((fence) => fence.reachedAt),
        kept.map((fence) => fence.memberId),
        kept.map((fence) => fence.count),
      ],
    )
    await renewParts(scope, boardId)
  }
  return boards.length
}

/** The same fences, in order, with neighbors put together as long as they fit into one. */
function mergedFences<One extends { count: number }>(fences: readonly One[]): One[] {
  const kept: One[] = []
  for (const fence of fences) {
    const last = kept.at(-1)
    if (last && last.count + fence.count <= fenceSize) last.count += fence.count
    else kept.push({ ...fence })
  }
  return kept
}
