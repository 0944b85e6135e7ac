import {
  claimIncomplete,
  earlierAbout,
  giveUpIncomplete,
  keepCompletion,
  postponeIncomplete,
} from '#app/domain/activities/commands/completing.server.ts'
import { accessOf } from '#app/domain/activities/queries/access.server.ts'
import { knownAbout } from '#app/domain/activities/queries/known.server.ts'
import { programKey } from '#app/domain/programs/queries.server.ts'
import { rereadDelivery } from './reread-delivery.server.ts'
import { type Errands, runErrand } from './run-errand.server.ts'

/** After so many tries a person has to look. */
const mostTries = 10

/**
 * Learns the rest of one delivery whose signed body did not tell everything, and reads it again with that: what the platform said is kept with what was
 * read from it in one transaction. Answers whether there was one.
 */
export async function completeDelivery(errands: Errands): Promise<boolean> {
  const { program } = errands
  return runErrand(errands, {
    claim: async (scope) => {
      const delivery = await claimIncomplete(scope)
      return delivery && { delivery, earlier: await earlierAbout(scope, delivery) }
    },
    // A channel that was closed since then still has what came before read to its end.
    ask: async ({ delivery, earlier }) => {
      const adapter = errands.adapterById(delivery.adapter)
      if (!adapter?.complete) throw new Error(`There is no way to complete a delivery of “${delivery.adapter}” in this build.`)
      const ask = { access: await accessOf(program, delivery.sourceId), fetch: errands.fetch, now: errands.now }
      const { completion: _, site, ...came } = delivery
      const known = (thing: string): ReturnType<typeof knownAbout> => knownAbout(program, delivery.sourceId, thing)
      const completion = await adapter.complete({ ...came, ...(site ? { site } : {}) }, earlier, ask, known)
      const source = { id: delivery.sourceId, key: await programKey(program) }
      return async (scope) => {
        await keepCompletion(scope, delivery, completion)
        await rereadDelivery(scope, adapter, { ...delivery, completion, source })
      }
    },
    failed: (scope, { delivery }, error, patience) => {
      if (patience !== null) return postponeIncomplete(scope, delivery.id, patience, true)
      if (delivery.attempts >= mostTries) return giveUpIncomplete(scope, delivery.id, error.message)
      return postponeIncomplete(scope, delivery.id, Math.min(3600, 5 * 2 ** delivery.attempts), false)
    },
  })
}
