import { type Adapter, type Ask, Later } from '#app/contract/adapter.ts'
import { inTransaction } from '#app/db/transaction.server.ts'
import {
  claimIncomplete,
  earlierAbout,
  giveUpIncomplete,
  keepCompletion,
  postponeIncomplete,
  type Incomplete,
} from '#app/domain/activities/commands/completing.server.ts'
import { accessOf } from '#app/domain/activities/queries/access.server.ts'
import { knownAbout } from '#app/domain/activities/queries/known.server.ts'
import { programKey } from '#app/domain/programs/queries.server.ts'
import { rereadDelivery } from './reread-delivery.server.ts'

/** After so many tries a person has to look. */
const mostTries = 10

/**
 * Learns the rest of one delivery whose signed body did not tell everything, and reads it again with that. The platform is asked outside of any
 * transaction; what it said is kept with what was read from it in one. Answers whether there was one.
 */
export async function completeDelivery(
  program: number,
  adapterById: (id: string) => Adapter | undefined,
  fetch: Ask['fetch'],
  now = new Date(),
): Promise<boolean> {
  const hub = { program, by: null }
  const found = await inTransaction(
    hub,
    async (scope) => {
      const delivery = await claimIncomplete(scope)
      return delivery && { delivery, earlier: await earlierAbout(scope, delivery) }
    },
    now,
  )
  if (!found) return false
  const { delivery, earlier } = found
  const adapter = adapterById(delivery.adapter)
  try {
    if (!adapter?.complete) throw new Error(`There is no way to complete a delivery of “${delivery.adapter}” in this build.`)
    const ask = { access: await accessOf(program, delivery.sourceId), fetch, now }
    const { completion: _, site, ...came } = delivery
    const completion = await adapter.complete({ ...came, ...(site ? { site } : {}) }, earlier, ask, (thing) =>
      knownAbout(program, delivery.sourceId, thing),
    )
    const source = { id: delivery.sourceId, key: await programKey(program) }
    await inTransaction(hub, async (scope) => {
      await keepCompletion(scope, delivery, completion)
      await rereadDelivery(scope, adapter, { ...delivery, completion, source })
    })
  } catch (error) {
    await inTransaction(hub, (scope) => putOff(scope, delivery, error), now)
  }
  return true
}

async function putOff(scope: Parameters<typeof giveUpIncomplete>[0], delivery: Incomplete, error: unknown): Promise<void> {
  if (error instanceof Later) return postponeIncomplete(scope, delivery.id, error.seconds, true)
  if (delivery.attempts >= mostTries) return giveUpIncomplete(scope, delivery.id, (error as Error).message)
  return postponeIncomplete(scope, delivery.id, Math.min(3600, 5 * 2 ** delivery.attempts), false)
}
