import type { Delivery } from '#app/contract/adapter.ts'
import type { Fulfiller } from '#app/contract/fulfiller.ts'
import { inTransaction } from '#app/db/transaction.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { noteRefused } from '#app/domain/store/commands/accounts.server.ts'
import { noteMessage } from '#app/domain/store/commands/fulfillment.server.ts'
import { accountOf } from '#app/domain/store/queries/fulfillers.server.ts'
import { heedTidings } from './heed-tidings.server.ts'

/** What became of a message: heeded (or nothing to heed), not proven, not readable, or too early to be understood. */
export type Heard = { kind: 'heard'; outcome: string } | { kind: 'bad_signature' | 'malformed' | 'early'; message: string }

/** A fulfiller sends a message: proven by what a manager entered, read, heeded, and noted without its words. Sent again, it changes nothing (the key is in `heedTidings`). */
export async function receiveTidings(program: Program, origin: string, fulfiller: Fulfiller, delivery: Delivery): Promise<Heard> {
  const access = await accountOf(program.id, fulfiller.id)
  const hub = { program: program.id, by: null }
  if (!access || !fulfiller.verify(delivery, access)) {
    if (access && isDue(`${program.id}/${fulfiller.id}`)) await inTransaction(hub, (scope) => noteRefused(scope, fulfiller.id))
    return { kind: 'bad_signature', message: 'Nothing proves that this comes from there. Check the secret on both sides. Nothing was kept.' }
  }
  const read = fulfiller.read(delivery)
  const message = { fulfiller: fulfiller.id, digest: delivery.digest }
  if (read.kind === 'tidings') {
    const heeded = await heedTidings(program, origin, { ...message, event: read.tidings.kind }, read.tidings)
    if (heeded.early) return { kind: 'early', message: 'The order is being handed over at this moment. Please send it again.' }
    return { kind: 'heard', outcome: heeded.outcome }
  }
  const outcome = read.kind === 'unsupported' ? 'Nothing of ours.' : `Left alone: ${read.why}.`
  const event = read.kind === 'unsupported' ? read.event.slice(0, 80) : read.kind
  await inTransaction(hub, (scope) => noteMessage(scope, { ...message, event, orderId: null, outcome }))
  return read.kind === 'malformed' ? { kind: 'malformed', message: `This could not be read: ${read.why}.` } : { kind: 'heard', outcome }
}

const notedAt = new Map<string, number>()

/** True at most once a minute for each: anybody can send what nothing proves, and a refusal must not cost a write each time. */
function isDue(fulfiller: string): boolean {
  const now = performance.now()
  const due = now - (notedAt.get(fulfiller) ?? -Infinity) >= 60_000
  if (due) notedAt.set(fulfiller, now)
  return due
}
