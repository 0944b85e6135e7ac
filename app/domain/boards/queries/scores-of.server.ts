import type { BoardName } from '#app/domain/boards/boards.ts'

/**
 * The scores of boards of a period as a table for SQL: (program_id, member_id, board_id, points, reached_at, listed). Running periods stand in one row a member
 * and scope, earlier ones and seasons in rows of their own. The view `board_score` is the same for all periods together, and slower.
 */
export function scoresOf(period: BoardName['period']): string {
  const kept = 'program_id, member_id'
  const past = `SELECT ${kept}, board_id, points, reached_at, listed FROM board_past`
  if (period === 'season') return `(${past})`
  const running = `SELECT ${kept}, ${period}_board AS board_id, ${period}_points AS points, reached_at, listed FROM board_running`
  return period === 'all' ? `(${running})` : `(${running} UNION ALL ${past})`
}
