import type { Adapter } from '#app/contract/adapter.ts'
import { inTransaction } from '#app/db/transaction.server.ts'
import { claimUnread } from '#app/domain/activities/commands.server.ts'
import { programKey } from '#app/domain/programs/queries.server.ts'
import { rereadDelivery } from '#app/flows/reread-delivery.server.ts'

/** Reads again what could not be read when it came, with growing delay and up to ten times. Answers how many were read. */
export async function rereadDeliveries(program: number, adapterById: (id: string) => Adapter | undefined): Promise<number> {
  const key = await programKey(program)
  return inTransaction({ program, by: null }, async (scope) => {
    const unread = await claimUnread(scope, 10)
    let read = 0
    for (const { adapter: adapterId, sourceId, ...delivery } of unread) {
      const adapter = adapterById(adapterId)
      if (!adapter) continue
      const reread = await rereadDelivery(scope, adapter, { ...delivery, source: { id: sourceId, key } })
      if (reread.state !== 'unread') read += 1
    }
    return read
  })
}
