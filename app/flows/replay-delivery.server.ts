import type { Adapter } from '#app/contract/adapter.ts'
import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { deliveryById } from '#app/domain/activities/queries.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { programKey } from '#app/domain/programs/queries.server.ts'
import { sha256 } from '#app/foundation/crypto.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { type Reread, rereadDelivery } from './reread-delivery.server.ts'

/** What a replay changed: the state before and after, how many activities were found, how many of them were new, how many try again. */
export type Replayed = Reread & { kind: 'replayed'; before: string }

/**
 * A manager lets a stored delivery be read again by the adapter of today. Activities that are already known stay as they are, so it can be done
 * any number of times; what was parked tries again.
 */
export function replayDelivery(
  adapter: Adapter,
  target: { sourceId: number; id: number },
  by: Actor,
): Promise<Replayed | Refused<'not_found' | 'body_gone'>> {
  return orRefused(
    async () => {
      const stored = await deliveryById(by.program, target.sourceId, target.id)
      if (!stored) throw new Refusal('not_found', 'This delivery does not exist. Nothing was changed.')
      if (sha256(stored.body) !== stored.digest) {
        throw new Refusal('body_gone', 'The body of this delivery was removed when its retention ended, so it cannot be read again.')
      }
      const source = { id: stored.sourceId, key: await programKey(by.program) }
      return inTransaction(by, async (scope): Promise<Replayed> => {
        const reread = await rereadDelivery(scope, adapter, { ...stored, source })
        await record(scope, {
          action: 'delivery.replayed',
          objectKind: 'delivery',
          objectId: stored.id,
          before: { state: stored.state },
          after: reread,
        })
        return { kind: 'replayed', before: stored.state, ...reread }
      })
    },
    'not_found',
    'body_gone',
  )
}
