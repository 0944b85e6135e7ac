import type { Adapter, Completion } from '#app/contract/adapter.ts'
import type { Scope } from '#app/db/transaction.server.ts'
import { noteReading, storeActivities, unparkActivities } from '#app/domain/activities/commands.server.ts'
import { detachAccount } from './detach-account.server.ts'
import { readDelivery } from './read-delivery.server.ts'

/** A kept delivery with what is needed to read it again. */
export type KeptDelivery = {
  id: number
  source: { id: number; key: Uint8Array }
  headers: Readonly<Record<string, string>>
  body: Uint8Array
  digest: string
  receivedAt: Date
  completion?: Completion | null
  site?: string | null
}

export type Reread = { state: string; note: string; found: number; added: number; unparked: number }

/** Reads a kept delivery again with today's adapter: stores what is new, once, and puts what was parked back to work. Never pays anything twice. */
export async function rereadDelivery(scope: Scope, adapter: Adapter, delivery: KeptDelivery): Promise<Reread> {
  const { completion, site, ...came } = delivery
  const known = { ...came, ...(completion ? { completion } : {}), ...(site ? { site } : {}) }
  const reading = readDelivery(adapter, known, delivery.source)
  const added = await storeActivities(scope, { id: delivery.id, sourceId: delivery.source.id, receivedAt: delivery.receivedAt }, reading.activities)
  const unparked = await unparkActivities(scope, delivery.id)
  if (reading.gone) await detachAccount(scope, delivery.source.id, reading.gone)
  await noteReading(scope, delivery.id, reading.state, reading.note)
  return { state: reading.state, note: reading.note, found: reading.activities.length, added: added.length, unparked }
}
