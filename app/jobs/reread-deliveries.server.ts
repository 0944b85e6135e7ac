import type { Adapter } from '#app/contract/adapter.ts'
import { inTransaction } from '#app/db/transaction.server.ts'
import { claimUnread, noteReading } from '#app/domain/activities/commands.server.ts'
import { programKey } from '#app/domain/programs/queries.server.ts'
import { rereadDelivery } from '#app/flows/reread-delivery.server.ts'

/** Reads again what could not be read when it came, each on its own, with growing delay and up to ten times. Answers how many were read. */
export async function rereadDeliveries(program: number, adapterById: (id: string) => Adapter | undefined): Promise<number> {
  const key = await programKey(program)
  const actor = { program, by: null }
  let read = 0
  let last = 0
  for (let turn = 0; turn < 20; turn += 1) {
    const before = last
    try {
      const state = await inTransaction(actor, async (scope) => {
        const [unread] = await claimUnread(scope, before)
        if (!unread) return null
        const { adapter: adapterId, sourceId, ...delivery } = unread
        last = delivery.id
        const adapter = adapterById(adapterId)
        if (!adapter) throw new Error(`There is no adapter “${adapterId}” in this build.`)
        return (await rereadDelivery(scope, adapter, { ...delivery, source: { id: sourceId, key } })).state
      })
      if (state === null) return read
      if (state !== 'unread') read += 1
    } catch (error) {
      if (last === before) throw error
      await inTransaction(actor, (scope) => noteReading(scope, last, 'unread', (error as Error).message))
    }
  }
  return read
}
