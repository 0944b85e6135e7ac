import type { Adapter, Delivery } from '#app/contract/adapter.ts'
import { receivedToday } from '#app/domain/activities/queries/deliveries.server.ts'

/** So many messages a day may prove themselves by a fixed token alone: whoever sees one request could send others. */
const mostByToken = 500

/** Part of receiving: why a message that proves itself by a token alone is one too many today; null for all others. */
export async function capTokens(adapter: Adapter, source: { program: number; id: number }, delivery: Delivery): Promise<string | null> {
  if (adapter.trust?.(delivery) !== 'token') return null
  if ((await receivedToday(source.program, source.id, delivery.receivedAt)) < mostByToken) return null
  return `More than ${mostByToken} messages came in 24 hours by a token alone. Nothing was stored; it can be sent again tomorrow.`
}
