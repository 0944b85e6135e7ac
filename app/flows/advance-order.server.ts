import type { Scope } from '#app/db/transaction.server.ts'
import { post } from '#app/domain/ledger/commands.server.ts'
import { escrowLines } from '#app/domain/ledger/escrow.ts'
import { takeTurn } from '#app/domain/programs/commands.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { endHanded, lockHanded } from '#app/domain/store/commands/fulfillment.server.ts'
import { putState } from '#app/domain/store/commands/orders.server.ts'
import { dateAddress, giveCode } from '#app/domain/store/commands/keeping.server.ts'
import { type OrderState, effectOfMove } from '#app/domain/store/orders.ts'
import { type KnownOrder, storePolicyAt } from '#app/domain/store/settling.server.ts'
import { Refusal } from '#app/foundation/outcome.ts'
import { tellOrder } from './tell-order.server.ts'

/** Why it moves, in words for the member; whether the unit turned out not to be there; and whether the member hears of it. */
export type Advance = { why?: string; missing?: 'no' | 'counted' | 'unlimited'; silent?: boolean }

const day = 86_400_000

/**
 * Part of every story that moves an order, under the settling lock: state, unit and points change together, the member is told, the address gets its
 * date. The key is the order in its state: a move that was made before is refused as `not_allowed`. Refuses `no_code` when the pool is empty.
 */
export async function advanceOrder(
  scope: Scope,
  program: Program,
  origin: string,
  order: KnownOrder,
  to: OrderState,
  { why = '', missing = 'no', silent = false }: Advance = {},
): Promise<KnownOrder> {
  await putState(scope, order, to, why, missing)
  const effect = effectOfMove(order.state, to)
  const handed = effect === 'none' && to !== 'delivered' ? null : await lockHanded(scope, order.id)
  if (handed && (to === 'delivered' || effect !== 'spend')) await endHanded(scope, order.id, to === 'delivered' ? 'done' : 'cancelled')
  if (effect === 'spend' && order.kind === 'code' && !handed && !(await giveCode(scope, order.variantId, order.id)))
    throw new Refusal('no_code', 'There is no code left in the pool. Upload more, and try again. Nothing was changed.')
  if (effect !== 'none') {
    await post(scope, await takeTurn(scope), escrowLines(effect, order.parts, order.activityId ?? 0, scope.now))
  }
  if (to === 'delivered' || effect === 'release' || effect === 'refund') {
    const { addressDays } = await storePolicyAt(scope)
    await dateAddress(scope, order.id, new Date(scope.now.getTime() + addressDays * day))
  }
  const moved = { ...order, state: to }
  if (!silent) await tellOrder(scope, program, origin, moved, why)
  return moved
}
