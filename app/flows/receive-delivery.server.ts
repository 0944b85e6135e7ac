import type { Adapter, Delivery } from '#app/contract/adapter.ts'
import { inTransaction, sqlAlone } from '#app/db/transaction.server.ts'
import { deliveryKeyText, storable } from '#app/domain/activities/activities.ts'
import { type Arrival, type Stored, storeDeliveries } from '#app/domain/activities/commands.server.ts'
import type { OpenSource } from '#app/domain/activities/queries/open-source.server.ts'
import { keyedUuid, sha256 } from '#app/foundation/crypto.server.ts'
import { bareDelivery } from './bare-delivery.server.ts'
import { capTokens } from './cap-tokens.server.ts'
import { detachAccount } from './detach-account.server.ts'
import { readDelivery } from './read-delivery.server.ts'

export type Received =
  | { kind: 'stored' | 'duplicate'; delivery: number }
  | { kind: 'malformed'; delivery: number; message: string }
  | { kind: 'bad_signature' | 'too_many'; message: string }
const refusal = 'The signature is missing or does not fit this body. Nothing was stored. Check the secret on both sides.'

/** The source behind the door, with the program's key. */
export type KeyedSource = OpenSource & { key: Uint8Array }
export type Request = { headers: Readonly<Record<string, string>>; body: Uint8Array; receivedAt: Date }

/**
 * A message comes in: verified on its raw bytes, kept as it came (where people talk, without what they wrote) with the activities read from it, each once.
 * Answers only after the commit; requests that arrive together share one.
 */
export async function receiveDelivery(adapter: Adapter, source: KeyedSource, request: Request): Promise<Received> {
  const came: Delivery = { ...request, digest: sha256(request.body), ...(source.site ? { site: source.site } : {}) }
  if (!adapter.verify(came, source.secrets)) return { kind: 'bad_signature', message: refusal }
  const capped = await capTokens(adapter, source, came)
  if (capped !== null) return { kind: 'too_many', message: capped }
  const { deliveryId, event } = adapter.envelope(came)
  const delivery = adapter.bare ? await bareDelivery(adapter, source.program, came) : came
  const { gone, ...reading } = readDelivery(adapter, delivery, source)
  const stored = await keep({
    program: source.program,
    sourceId: source.id,
    key: keyedUuid(source.key, deliveryKeyText(source.id, { id: deliveryId, event, digest: came.digest })),
    event: storable(event).slice(0, 200),
    headers: kept(delivery.headers),
    ...{ body: delivery.body, digest: delivery.digest, receivedAt: delivery.receivedAt },
    ...reading,
  })
  if (gone) await inTransaction({ program: source.program, by: null }, (scope) => detachAccount(scope, source.id, gone))
  if (reading.state === 'malformed')
    return { kind: 'malformed', delivery: stored.delivery, message: `Signed, but not what the platform sends: ${reading.note}` }
  return { kind: stored.duplicate ? 'duplicate' : 'stored', delivery: stored.delivery }
}

const hidden = new Set(['authorization', 'cookie', 'proxy-authorization'])

/** Headers worth keeping: never the signature of a fixed token, never cookies. */
function kept(headers: Readonly<Record<string, string>>): Record<string, string> {
  const worth: Record<string, string> = {}
  for (const name in headers) if (!hidden.has(name)) worth[name] = storable(headers[name] ?? '').slice(0, 2000)
  return worth
}

type Job = { arrival: Arrival; done: (stored: Stored) => void; failed: (error: unknown) => void }
const queue: Job[] = []
let storing = false

/** Queues an arrival; what comes on the same turn of the loop, or while one statement runs, goes into the next one together. */
function keep(arrival: Arrival): Promise<Stored> {
  return new Promise((done, failed) => {
    queue.push({ arrival, done, failed })
    if (storing) return
    storing = true
    setImmediate(() => void storeQueued())
  })
}

async function storeQueued(): Promise<void> {
  while (queue.length > 0) {
    const jobs = nextJobs()
    try {
      const stored = await storeDeliveries(
        sqlAlone,
        jobs.map((job) => job.arrival),
      )
      jobs.forEach((job, index) => job.done(stored[index] ?? { delivery: 0, duplicate: false }))
    } catch (error) {
      if (jobs.length === 1) jobs[0]?.failed(error)
      else
        await Promise.all(
          jobs.map((job) =>
            storeDeliveries(sqlAlone, [job.arrival]).then(([stored]) => job.done(stored ?? { delivery: 0, duplicate: false }), job.failed),
          ),
        )
    }
  }
  storing = false
}

/** At most 128 requests or 16 MB in one statement. */
function nextJobs(): Job[] {
  let bytes = 0
  let count = 0
  while (count < queue.length && count < 128 && (count === 0 || bytes < 16_000_000)) bytes += queue[count++]?.arrival.body.byteLength ?? 0
  return queue.splice(0, count)
}
