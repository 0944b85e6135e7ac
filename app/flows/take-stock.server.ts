import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { moveStock } from '#app/domain/store/commands/orders.server.ts'
import { lockVariant } from '#app/domain/store/settling.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { tellRestock } from './tell-restock.server.ts'

/** Staff counted: so many lie on the shelf (free and set aside), and why that differs. The difference becomes a move; who waited hears of it. */
export async function takeStock(
  by: Actor,
  program: Program,
  origin: string,
  count: { variant: number; onShelf: number; reason: string },
): Promise<{ kind: 'counted'; difference: number } | Refused<'not_found' | 'sold_out'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope) => {
        const variant = await lockVariant(scope, count.variant)
        if (!variant) throw new Refusal('not_found', 'There is no such choice any more. Nothing was changed.')
        if (!variant.unlimited && count.onShelf < variant.held)
          throw new Refusal(
            'sold_out',
            `${variant.held} of it are set aside for orders. Cancel the orders that cannot be filled first. Nothing was changed.`,
          )
        const difference = count.onShelf - (variant.stocked - variant.sold)
        if (difference === 0) return { kind: 'counted' as const, difference }
        await moveStock(scope, [{ variantId: count.variant, kind: 'counted', stocked: difference, reason: count.reason }])
        await record(scope, { action: 'stock.counted', objectKind: 'variant', objectId: count.variant, after: { difference }, reason: count.reason })
        if (difference > 0) await tellRestock(scope, program, origin, [{ variantId: count.variant, units: difference }])
        return { kind: 'counted' as const, difference }
      }),
    'not_found',
    'sold_out',
  )
}
