import type { HandedOver, Stopped } from '#app/contract/fulfiller.ts'
import { lockSettling, type Scope } from '#app/db/transaction.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { type Handed, lockHanded, noteHanded } from '#app/domain/store/commands/fulfillment.server.ts'
import { noteEvent } from '#app/domain/store/commands/orders.server.ts'
import { handOverDelay, mostHandOvers } from '#app/domain/store/fulfilling.ts'
import { lockOrder } from '#app/domain/store/settling.server.ts'
import { advanceOrder } from './advance-order.server.ts'
import { tellRestock } from './tell-restock.server.ts'

/** What an errand came to. */
export type Outcome = ({ did: 'hand' } & HandedOver) | ({ did: 'stop' } & Stopped)

/** Part of handing over: keeps what the fulfiller said, and when it is asked again. A stop that it agreed to gives everything back, once (by the order's state). */
export async function noteHandOver(scope: Scope, program: Program, origin: string, claimed: Handed, outcome: Outcome): Promise<void> {
  await lockSettling(scope)
  const handed = await lockHanded(scope, claimed.orderId)
  if (!handed) return
  if (handed.state !== 'sending' && handed.state !== 'cancelling') {
    // It told what became of it before its answer was kept.
    if (outcome.did === 'hand' && outcome.kind === 'taken')
      await noteHanded(scope, handed.orderId, { state: handed.state, reference: outcome.reference })
    return
  }
  if (outcome.did === 'stop') return noteStop(scope, program, origin, handed, outcome)
  const stopping = handed.cancelWhy !== null
  if (outcome.kind === 'taken') {
    const { reference, done = false } = outcome
    await noteHanded(scope, handed.orderId, { state: stopping ? 'cancelling' : 'sent', reference, error: null })
    const order = done && !stopping ? await lockOrder(scope, handed.orderId) : null
    if (order?.state === 'in_fulfillment') await advanceOrder(scope, program, origin, order, 'delivered')
    return
  }
  // Whoever wants it stopped asks the fulfiller, whatever came of handing it over: it may have it.
  if (stopping) return noteHanded(scope, handed.orderId, { state: 'cancelling', error: outcome.why })
  const over = outcome.kind === 'refused' || handed.attempts >= mostHandOvers
  const wait = outcome.kind === 'again' ? handOverDelay(handed.attempts, outcome.afterSeconds) : 0
  await noteHanded(scope, handed.orderId, {
    state: over ? 'failed' : 'waiting',
    error: outcome.why,
    ...(over ? {} : { retryAt: new Date(scope.now.getTime() + wait * 1000) }),
  })
}

async function noteStop(scope: Scope, program: Program, origin: string, handed: Handed, outcome: Stopped): Promise<void> {
  const order = await lockOrder(scope, handed.orderId)
  if (!order) return
  const by = { ...scope, by: handed.cancelBy }
  if (outcome.kind === 'again') {
    const retryAt = new Date(scope.now.getTime() + handOverDelay(handed.attempts) * 1000)
    return noteHanded(scope, order.id, { state: 'cancelling', error: outcome.why, retryAt })
  }
  if (outcome.kind === 'cancelled' && (order.state === 'approved' || order.state === 'in_fulfillment')) {
    await advanceOrder(by, program, origin, order, 'cancelled', { why: handed.cancelWhy ?? '' })
    return tellRestock(scope, program, origin, [{ variantId: order.variantId, units: 1 }])
  }
  const why = outcome.kind === 'too_late' ? outcome.why : 'It is on its way already.'
  await noteHanded(scope, order.id, { state: 'sent', error: `Too late to stop it. ${why}`, stop: null })
  await noteEvent(by, order.id, order.state, order.state, 'It could not be stopped any more.')
}
