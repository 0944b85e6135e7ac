import type { Adapter } from '#app/contract/adapter.ts'
import { countFitting, countUnknown, deliveriesFitting, deliveriesNamed } from '#app/domain/activities/queries/search.server.ts'
import { type DeliverySearch, mostAtOnce } from '#app/domain/activities/search.ts'
import { programKey } from '#app/domain/programs/queries.server.ts'
import { sha256 } from '#app/foundation/crypto.server.ts'
import { readDelivery } from './read-delivery.server.ts'

/** `all` that fit; `looked` at now (the oldest five hundred); `found` activities, of which `fresh` are not known yet; `gone` have no body any more. */
export type ReplayPreview = { all: number; looked: number; found: number; fresh: number; gone: number; last: number }

/** What reading these deliveries again would do, without doing it. */
export async function previewReplay(
  program: number,
  adapterById: (id: string) => Adapter | undefined,
  search: DeliverySearch,
  after = 0,
): Promise<ReplayPreview> {
  const [all, ids, key] = await Promise.all([
    countFitting(program, search),
    deliveriesFitting(program, search, after, mostAtOnce),
    programKey(program),
  ])
  const deliveries = await deliveriesNamed(program, ids)
  const sound = deliveries.filter((delivery) => sha256(delivery.body) === delivery.digest)
  const found = sound.flatMap(({ sourceId, completion, site, ...came }) => {
    const adapter = adapterById(came.adapter)
    if (!adapter) return []
    const known = { ...came, ...(completion ? { completion } : {}), ...(site ? { site } : {}) }
    return readDelivery(adapter, known, { id: sourceId, key }).activities
  })
  const facts = found.map(({ subject, version }) => ({ subject, version: version ?? '' }))
  const fresh = await countUnknown(program, facts)
  return { all, looked: ids.length, found: found.length, fresh, gone: deliveries.length - sound.length, last: ids.at(-1) ?? after }
}
