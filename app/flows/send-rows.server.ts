import type { Adapter } from '#app/contract/adapter.ts'
import { openSource } from '#app/domain/activities/queries/open-source.server.ts'
import { programKey } from '#app/domain/programs/queries.server.ts'
import { Refusal } from '#app/foundation/outcome.ts'
import { receiveDelivery } from './receive-delivery.server.ts'

const atOnce = 100

/**
 * Part of bringing a list in and of taking it back: sends messages through the channel's own door, signed, a hundred at a time. Each delivery has a name
 * of its own, so what was sent before a crash is known. Answers the numbers of the deliveries. Refuses `closed`.
 */
export async function sendRows(
  adapter: Adapter,
  target: { program: number; slug: string; name: string },
  messages: readonly object[],
  now: Date,
): Promise<number[]> {
  const source = await openSource(target.program, target.slug, true)
  const secret = source?.secrets[adapter.secrets[0] ?? '']?.[0]
  if (!source || !secret) throw new Refusal('closed', 'The channel is closed or has no secret. Open it on its page; nothing was brought in.')
  const key = await programKey(target.program)
  const deliveries: number[] = []
  for (let start = 0; start < messages.length; start += atOnce) {
    const body = Buffer.from(JSON.stringify(messages.slice(start, start + atOnce)))
    const headers = adapter.sign(body, { 'webhook-id': `${target.name}-${start / atOnce}` }, secret, now)
    const received = await receiveDelivery(adapter, { ...source, key }, { headers, body, receivedAt: now })
    if (!('delivery' in received)) throw new Error(received.message)
    deliveries.push(received.delivery)
  }
  return deliveries
}
