import type { Adapter } from '#app/contract/adapter.ts'
import { openSource } from '#app/domain/activities/queries/open-source.server.ts'
import { programKey } from '#app/domain/programs/queries.server.ts'
import { receiveDelivery } from './receive-delivery.server.ts'

/**
 * A manager sends a signed event to a channel of their own, through the same story as every sender. It says of itself that it is a test, so it is
 * recorded and gives nothing to anybody. Answers the number of the delivery, or null if the channel is closed or has no secret.
 */
export async function sendTest(adapter: Adapter, target: { program: number; slug: string }, now = new Date()): Promise<number | null> {
  const source = await openSource(target.program, target.slug, true)
  const secret = source?.secrets[adapter.secrets[0] ?? '']?.[0]
  if (!source || !secret) return null
  const message = {
    id: `test-${now.getTime()}`,
    type: Object.keys(adapter.kinds)[0],
    time: now.toISOString(),
    actor: { id: 'laurel-test', handle: 'Test' },
    object: { id: `test:${now.getTime()}`, title: 'A test event from the hub' },
    blocked: 'it is a test event',
  }
  const body = Buffer.from(JSON.stringify(message))
  const headers = adapter.sign(body, {}, secret, now)
  const received = await receiveDelivery(adapter, { ...source, key: await programKey(target.program) }, { headers, body, receivedAt: now })
  return 'delivery' in received ? received.delivery : null
}
