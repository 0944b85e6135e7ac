import type { Address } from '#app/contract/fulfiller.ts'
import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { personsOf } from '#app/domain/members/settling.server.ts'
import { keepAddresses, lockAddress } from '#app/domain/store/commands/keeping.server.ts'
import { lockOrder } from '#app/domain/store/settling.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'

/** A member whose ticket won says where the prize should go, once, while it is being packed. It is sealed, and erased after delivery like every other. */
export function giveAddress(
  by: Actor & { by: number },
  orderId: number,
  address: Address,
): Promise<{ kind: 'kept' } | Refused<'not_found' | 'not_allowed'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope) => {
        const order = await lockOrder(scope, orderId)
        const owner = order && ((await personsOf(scope, [order.memberId])).get(order.memberId)?.person ?? order.memberId)
        if (!order || owner !== by.by) throw new Refusal('not_found', 'There is no such order of yours. Nothing was changed.')
        if (order.kind !== 'raffle' || order.state !== 'in_fulfillment' || (await lockAddress(scope, orderId)))
          throw new Refusal('not_allowed', 'No address is needed here. Write to the team if it changed. Nothing was changed.')
        await keepAddresses(scope, [{ orderId, address }])
        return { kind: 'kept' as const }
      }),
    'not_found',
    'not_allowed',
  )
}
