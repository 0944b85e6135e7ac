import type { Scope } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { endHanded, lockHanded, noteHanded } from '#app/domain/store/commands/fulfillment.server.ts'
import { noteEvent } from '#app/domain/store/commands/orders.server.ts'
import type { KnownOrder } from '#app/domain/store/settling.server.ts'
import { Refusal } from '#app/foundation/outcome.ts'

/**
 * Part of cancelling: where a fulfiller may have the order already, it is asked to stop first, once (by its state: the key), and points and unit come back
 * when it agrees. Answers false where nobody outside can have it: then it is cancelled here and now.
 */
export async function askToStop(scope: Scope, order: KnownOrder, move: { do: string; why: string }): Promise<boolean> {
  if (order.state !== 'approved' && order.state !== 'in_fulfillment') return false
  const handed = await lockHanded(scope, order.id)
  if (!handed || handed.state === 'cancelled') return false
  if (handed.attempts === 0) {
    await endHanded(scope, order.id, 'cancelled')
    return false
  }
  if (move.do === 'missing')
    throw new Refusal(
      'not_allowed',
      'It was handed over, so no packer here can miss it. Cancel the order: they are asked to stop it. Nothing was changed.',
    )
  if (handed.cancelWhy !== null) throw new Refusal('not_allowed', 'They were asked to stop it already. Nothing was changed.')
  // While it is being sent, what came of that is awaited; then they are asked.
  const state = handed.state === 'sending' ? 'sending' : 'cancelling'
  await noteHanded(scope, order.id, { state, stop: { why: move.why, by: scope.by } })
  await noteEvent(scope, order.id, order.state, order.state, 'We asked for it to be stopped.')
  await record(scope, { action: 'order.stop_asked', objectKind: 'order', objectId: order.id, reason: move.why })
  return true
}
