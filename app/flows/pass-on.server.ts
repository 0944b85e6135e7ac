import type { Scope } from '#app/db/transaction.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { instantKinds } from '#app/domain/store/rewards.ts'
import type { KnownOrder } from '#app/domain/store/settling.server.ts'
import { advanceOrder } from './advance-order.server.ts'

/** Part of saying yes: an order is approved; what needs no hands (a code, a ticket, a donation) is handed over in the same moment. */
export async function passOn(scope: Scope, program: Program, origin: string, order: KnownOrder): Promise<KnownOrder> {
  const instant = instantKinds.includes(order.kind)
  const approved = await advanceOrder(scope, program, origin, order, 'approved', { silent: instant })
  if (!instant) return approved
  const packed = await advanceOrder(scope, program, origin, approved, 'in_fulfillment', { silent: true })
  return advanceOrder(scope, program, origin, packed, 'delivered')
}
