import type { ExactPlace } from '#app/domain/boards/queries.server.ts'
import { type BoardKey, orderOf } from './copies.server.ts'

/** The first places of a board, bare of names: who, and with how many points. */
export type Top = readonly { memberId: number; points: number }[]

/** A member's exact place (null without points) and the first `limit` places, both of one moment. */
export async function topAndPlace(board: BoardKey, memberId: number, limit: number): Promise<{ top: Top; mine: ExactPlace | null }> {
  const order = await orderOf(board)
  const mine = order.placeOf(memberId)
  return {
    top: order.slice(0, limit).map((score) => ({ memberId: score.memberId, points: score.points })),
    mine: mine ? { memberId, points: mine.score.points, place: mine.before + 1, listed: mine.listed } : null,
  }
}
