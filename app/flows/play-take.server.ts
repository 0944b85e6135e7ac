import type { Activity } from '#app/contract/activity.ts'
import type { Adapter, Completion, Delivery, Reading } from '#app/contract/adapter.ts'
import { inTransaction } from '#app/db/transaction.server.ts'
import { keepCompletion } from '#app/domain/activities/commands/completing.server.ts'
import { sha256 } from '#app/foundation/crypto.server.ts'
import { type KeyedSource, receiveDelivery } from './receive-delivery.server.ts'
import { rereadDelivery } from './reread-delivery.server.ts'

/** A recorded or documented message: what is sent, what the platform answers when it is asked about it, and what it must be read as. */
export type Take = { adapter: string; name: string; headers: Record<string, string>; body: unknown; completion?: Completion; kind: Reading['kind'] }

/** Where a delivery's state is called otherwise than what it was read as. */
const kindStates: Partial<Record<Reading['kind'], string>> = { activities: 'read', gone: 'ignored' }

function deliveryOf(take: Take, receivedAt: Date): Delivery {
  const body = Buffer.from(typeof take.body === 'string' ? take.body : JSON.stringify(take.body))
  return { headers: take.headers, body, receivedAt, digest: sha256(body) }
}

/** The activities that a message is read as, before it is sent. */
export function readTake(adapter: Adapter, take: Take, now: Date): readonly Activity[] {
  const reading = adapter.read({ ...deliveryOf(take, now), ...(take.completion ? { completion: take.completion } : {}) })
  return reading.kind === 'activities' ? reading.activities : []
}

/**
 * Part of a rehearsal: sends one message, signed with a secret of its own, through the story behind the door; what the platform would have answered is taken
 * from the recording. Answers whether it was read as it must be.
 */
export async function playTake(adapter: Adapter, source: Omit<KeyedSource, 'secrets'>, take: Take, now: Date): Promise<boolean> {
  const secret = adapter.newSecret()
  const delivery = deliveryOf(take, now)
  const headers = adapter.sign(delivery.body, take.headers, secret, now)
  const secrets = Object.fromEntries(adapter.secrets.map((name) => [name, [secret]]))
  const received = await receiveDelivery(adapter, { ...source, secrets }, { headers, body: delivery.body, receivedAt: now })
  if (!('delivery' in received)) return false
  const { completion } = take
  const first = adapter.read({ ...delivery, headers })
  if (first.kind !== 'incomplete' || !completion) return first.kind === take.kind
  const kept = { id: received.delivery, about: first.about }
  const reread = await inTransaction({ program: source.program, by: null }, async (scope) => {
    await keepCompletion(scope, kept, completion)
    return rereadDelivery(scope, adapter, { ...delivery, headers, id: received.delivery, completion, source })
  })
  return reread.state === (kindStates[take.kind] ?? take.kind)
}
