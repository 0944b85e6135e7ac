import type { Adapter } from '#app/contract/adapter.ts'
import type { Line } from '#app/contract/line.ts'
import { inTransaction } from '#app/db/transaction.server.ts'
import { holdLine, keepHeard, noteLineFault, noteMissed, releaseLine, takeLine } from '#app/domain/activities/commands/lines.server.ts'
import { accessOf } from '#app/domain/activities/queries/access.server.ts'
import type { Listening } from '#app/domain/activities/queries/lines.server.ts'
import { openSource } from '#app/domain/activities/queries/open-source.server.ts'
import { programKey } from '#app/domain/programs/queries.server.ts'
import { asksWords } from './asks-words.server.ts'
import { receiveDelivery } from './receive-delivery.server.ts'

export type Listener = {
  /** Names this worker among all. */
  worker: string
  fetch: Line['fetch']
  answer: Line['answer']
  signal: AbortSignal
  /** How long the line stays this worker's after it was last heard of, in milliseconds. */
  leaseMs: number
}

/**
 * Listens over a channel's line while this worker holds it: whatever is heard comes in by the same story as every delivery, and how far it was heard
 * is kept after it. Ends when the worker stops, when the line is lost to another, or with a fault, after which it rests. Answers false when the line
 * was not to be had.
 */
export async function listenChannel(program: number, { sourceId, slug }: Listening, adapter: Adapter, listener: Listener): Promise<boolean> {
  const hub = { program, by: null }
  const { worker, leaseMs } = listener
  const held = await inTransaction(hub, (scope) => takeLine(scope, sourceId, worker, leaseMs))
  if (!held || !adapter.listen) return false
  const over = new AbortController()
  const words = await asksWords(program, adapter)
  const renewing = setInterval(() => void renew(), leaseMs / 3)
  let heldAt = performance.now()
  let lost = false
  const lose = (): void => {
    lost = true
    over.abort()
  }
  const renew = async (): Promise<void> => {
    const found = await inTransaction(hub, (scope) => holdLine(scope, sourceId, worker, leaseMs)).catch(() => 'unknown' as const)
    if (found === 'held') heldAt = performance.now()
    // Who cannot reach the database for so long must take the line for lost: another worker may hold it by then.
    if (found === 'lost' || performance.now() - heldAt > leaseMs * 0.8) return lose()
    if (found === 'stale' || (found === 'held' && words !== (await asksWords(program, adapter).catch(() => words)))) over.abort()
  }
  const signal = AbortSignal.any([listener.signal, over.signal])
  const line = await lineOf(program, sourceId, adapter, { ...listener, signal, slug, kept: held.kept, words, lose })
  const fault = await adapter.listen(line).then(
    () => null,
    (error: Error) => error,
  )
  clearInterval(renewing)
  const rest = fault && { words: fault.message, restSeconds: Math.min(300, 5 * 2 ** Math.min(held.faults, 6)) }
  await inTransaction(hub, (scope) => releaseLine(scope, sourceId, worker, lost ? null : rest))
  return true
}

type Held = Listener & { slug: string; kept: string | null; words: boolean; lose(): void }

async function lineOf(
  program: number,
  sourceId: number,
  adapter: Adapter,
  { worker, slug, kept: before, words, lose, ...listener }: Held,
): Promise<Line> {
  const hub = { program, by: null }
  const access = await accessOf(program, sourceId)
  return {
    access,
    fetch: listener.fetch,
    signal: listener.signal,
    now: () => new Date(),
    kept: before,
    words,
    answer: listener.answer,
    note: (fault) => void inTransaction(hub, (scope) => noteLineFault(scope, sourceId, fault)).catch(() => undefined),
    missed: (since) => inTransaction(hub, (scope) => noteMissed(scope, sourceId, since)),
    report: async (messages, kept) => {
      const source = await openSource(program, slug)
      const secret = source?.secrets[adapter.secrets[0] ?? '']?.at(-1)
      if (!source || !secret) throw new Error('The channel is closed, or has no secret: connect it on its page.')
      const key = await programKey(program)
      // One after the other: the order in which they are kept is the order in which they are settled.
      for (const message of messages) {
        const body = Buffer.from(JSON.stringify(message))
        const receivedAt = new Date()
        await receiveDelivery(adapter, { ...source, key }, { headers: adapter.sign(body, {}, secret, receivedAt), body, receivedAt })
      }
      if (await inTransaction(hub, (scope) => keepHeard(scope, sourceId, worker, kept))) return
      lose()
      throw new Error('Another worker holds the line.')
    },
  }
}
