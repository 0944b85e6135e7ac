import type { Adapter } from '#app/contract/adapter.ts'
import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { noteReading } from '#app/domain/activities/commands.server.ts'
import { retryParked, storeActivities } from '#app/domain/activities/commands/replay.server.ts'
import { deliveryById } from '#app/domain/activities/queries.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { programKey } from '#app/domain/programs/queries.server.ts'
import { sha256 } from '#app/foundation/crypto.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { readDelivery } from './read-delivery.server.ts'

/** What a replay changed: the state before and after, how many activities were read, how many of them were new, how many try again. */
export type Replayed = { kind: 'replayed'; before: string; after: string; note: string; read: number; added: number; retried: number }

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
      if (sha256(stored.body) !== stored.digest)
        throw new Refusal('body_gone', 'The body of this delivery was removed when its retention ended, so it cannot be read again.')
      const reading = readDelivery(adapter, stored, { id: stored.sourceId, key: await programKey(by.program) })
      return inTransaction(by, async (scope): Promise<Replayed> => {
        const added = await storeActivities(scope, stored, reading.activities)
        const retried = await retryParked(scope, stored.id)
        // What was once read stays read, even if the adapter of today fails on it: its activities are there.
        const after = stored.state === 'read' ? 'read' : reading.state
        await noteReading(scope, stored.id, after, after === reading.state ? reading.note : stored.note)
        const outcome = { state: after, read: reading.activities.length, added, retried }
        await record(scope, {
          action: 'delivery.replayed',
          objectKind: 'delivery',
          objectId: stored.id,
          before: { state: stored.state },
          after: outcome,
        })
        return { kind: 'replayed', before: stored.state, after, note: reading.note, read: outcome.read, added, retried }
      })
    },
    'not_found',
    'body_gone',
  )
}
