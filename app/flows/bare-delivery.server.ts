import type { Adapter, Delivery } from '#app/contract/adapter.ts'
import { sha256 } from '#app/foundation/crypto.server.ts'
import { asksWords } from './asks-words.server.ts'

/** A delivery as it is kept: where people talk, without what they wrote, unless a rule in force asks about it; elsewhere as it came. */
export async function bareDelivery(adapter: Adapter, program: number, came: Delivery): Promise<Delivery> {
  if (!adapter.bare || (await asksWords(program, adapter))) return came
  const body = adapter.bare(came.body)
  return body === came.body ? came : { ...came, body, digest: sha256(body) }
}
