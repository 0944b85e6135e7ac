import type { Adapter } from '#app/contract/adapter.ts'
import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { deliveriesFitting, deliveriesNamed } from '#app/domain/activities/queries/search.server.ts'
import { type DeliverySearch, mostAtOnce } from '#app/domain/activities/search.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { programKey } from '#app/domain/programs/queries.server.ts'
import { sha256 } from '#app/foundation/crypto.server.ts'
import { rereadDelivery } from './reread-delivery.server.ts'

/** How many were read again, how many activities were new, how many stuck ones try again, how many have no body any more, and where to go on (null: done). */
export type ReplayedMany = { kind: 'replayed'; looked: number; added: number; unparked: number; gone: number; next: number | null }

/**
 * A manager lets all deliveries that fit a search be read again by the adapters of today, the oldest five hundred after a cursor, each in a
 * transaction of its own. What is known already stays as it is, so doing it twice gives nothing twice.
 */
export async function replayMany(
  adapterById: (id: string) => Adapter | undefined,
  order: { search: DeliverySearch; after: number },
  by: Actor,
): Promise<ReplayedMany> {
  const ids = await deliveriesFitting(by.program, order.search, order.after, mostAtOnce)
  const key = await programKey(by.program)
  const sums = { looked: 0, added: 0, unparked: 0, gone: 0 }
  for (const id of ids) {
    const [delivery] = await deliveriesNamed(by.program, [id])
    const adapter = delivery && adapterById(delivery.adapter)
    if (!delivery || !adapter || sha256(delivery.body) !== delivery.digest) {
      sums.gone += 1
      continue
    }
    const source = { id: delivery.sourceId, key }
    const reread = await inTransaction(by, (scope) => rereadDelivery(scope, adapter, { ...delivery, source }))
    sums.looked += 1
    sums.added += reread.added
    sums.unparked += reread.unparked
  }
  const { from, until, ...search } = order.search
  await inTransaction(by, (scope) =>
    record(scope, {
      action: 'delivery.replayed_many',
      objectKind: 'source',
      objectId: search.sourceId ?? 0,
      after: { ...search, from: from?.toISOString() ?? null, until: until?.toISOString() ?? null, ...sums },
    }),
  )
  return { kind: 'replayed', ...sums, next: ids.length === mostAtOnce ? (ids.at(-1) ?? null) : null }
}
