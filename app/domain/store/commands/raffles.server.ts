import { randomUUID } from 'node:crypto'
import type { Scope } from '#app/db/transaction.server.ts'
import type { OrderState } from '#app/domain/store/orders.ts'

/** Gives an order of a raffle its ticket: a random number that says nothing about whose it is; once. */
export async function giveTicket(scope: Scope, orderId: number): Promise<void> {
  await scope.sql(
    'INSERT INTO raffle_stub (program_id, order_id, ticket, at) VALUES ($1, $2, $3::uuid, $4) ON CONFLICT (program_id, order_id) DO NOTHING',
    [scope.program, orderId, randomUUID(), scope.now],
  )
}

/** An order with a ticket that is still in play. */
export type Entrant = { orderId: number; memberId: number; state: OrderState; ticket: string | null }

/** The orders of a raffle that are not over, held for this story; those that still wait for a person's yes have no ticket. */
export async function lockEntrants(scope: Scope, rewardId: number): Promise<Entrant[]> {
  return scope.sql<Entrant>(
    `SELECT o.id AS "orderId", o.member_id AS "memberId", o.state, s.ticket::text AS ticket FROM store_order o
     LEFT JOIN raffle_stub s ON s.program_id = o.program_id AND s.order_id = o.id
     WHERE o.program_id = $1 AND o.reward_id = $2 AND o.kind = 'raffle' AND o.state IN ('requested', 'held', 'approved') ORDER BY o.id FOR UPDATE OF o`,
    [scope.program, rewardId],
  )
}

/** Takes a raffle off the shelf after its draw. Answers what becomes of the points of tickets that did not win. */
export async function closeRaffleReward(scope: Scope, rewardId: number): Promise<'spent' | 'back'> {
  const [row] = await scope.sql<{ losers: 'spent' | 'back' }>(
    `UPDATE reward SET state = 'retired', changed_at = $3 WHERE program_id = $1 AND id = $2 RETURNING losers`,
    [scope.program, rewardId, scope.now],
  )
  return row?.losers ?? 'back'
}
