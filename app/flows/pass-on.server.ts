import type { Scope } from '#app/db/transaction.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { fulfillerOf, startFulfillment } from '#app/domain/store/commands/fulfillment.server.ts'
import { giveTicket } from '#app/domain/store/commands/raffles.server.ts'
import { ownFulfillers } from '#app/domain/store/fulfilling.ts'
import { instantKinds } from '#app/domain/store/rewards.ts'
import type { KnownOrder } from '#app/domain/store/settling.server.ts'
import { advanceOrder } from './advance-order.server.ts'

/**
 * Part of saying yes: an order is approved. What needs no hands (a code, a donation) is handed over in the same moment; what a fulfiller outside hands out
 * waits to be sent there; an order of a raffle gets its ticket and waits for the draw.
 */
export async function passOn(scope: Scope, program: Program, origin: string, order: KnownOrder): Promise<KnownOrder> {
  const fulfiller = order.kind === 'raffle' ? 'manual' : await fulfillerOf(scope, order.rewardId)
  const outside = !ownFulfillers.includes(fulfiller)
  const instant = !outside && instantKinds.includes(order.kind)
  if (outside) await startFulfillment(scope, order.id, fulfiller)
  if (order.kind === 'raffle') await giveTicket(scope, order.id)
  const approved = await advanceOrder(scope, program, origin, order, 'approved', { silent: instant })
  if (!instant) return approved
  const packed = await advanceOrder(scope, program, origin, approved, 'in_fulfillment', { silent: true })
  return advanceOrder(scope, program, origin, packed, 'delivered')
}
