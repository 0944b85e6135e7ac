import { type Actor, inTransaction, lockSettling } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { endHanded, lockHanded, noteHanded } from '#app/domain/store/commands/fulfillment.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'

/** Staff lets a handing over that failed be tried again, under the same external id (the key), or takes the order over to hand it out by hand. */
export function retryHandOver(
  by: Actor,
  orderId: number,
  way: 'again' | 'by_hand',
  now = new Date(),
): Promise<{ kind: 'done' } | Refused<'not_allowed'>> {
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope) => {
          await lockSettling(scope)
          const handed = await lockHanded(scope, orderId)
          if (!handed || handed.state !== 'failed') throw new Refusal('not_allowed', 'Nobody has to look at this one any more. Nothing was changed.')
          if (way === 'again') await noteHanded(scope, orderId, { state: 'waiting' })
          else await endHanded(scope, orderId, 'cancelled')
          await record(scope, { action: way === 'again' ? 'order.handed_again' : 'order.taken_over', objectKind: 'order', objectId: orderId })
          return { kind: 'done' as const }
        },
        now,
      ),
    'not_allowed',
  )
}
