import { type Actor, inTransaction, lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { personsOf } from '#app/domain/members/settling.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { addShipment } from '#app/domain/store/commands/shipments.server.ts'
import { noteApproval, noteEvent } from '#app/domain/store/commands/orders.server.ts'
import { approve, waitingStates } from '#app/domain/store/orders.ts'
import { type Move, type Moved, moveTargets } from '#app/domain/store/moves.ts'
import { type KnownOrder, isUnlimited, lockOrder } from '#app/domain/store/settling.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { advanceOrder } from './advance-order.server.ts'
import { askToStop } from './ask-to-stop.server.ts'
import { passOn } from './pass-on.server.ts'
import { tellRestock } from './tell-restock.server.ts'

export type OrderRefusal = 'not_found' | 'not_allowed' | 'own_order' | 'same_person' | 'no_code' | 'sold_out' | 'too_few_points'

/**
 * Staff (or the member: `withdraw`, or the clock: `expire`) moves an order. State, unit and points change together or not at all; a move that was made
 * before is refused, so the key of each is the order in its state. Nobody approves for himself, and where two are needed, two say yes.
 */
export async function moveOrder(
  by: Actor,
  program: Program,
  origin: string,
  id: number,
  move: Move,
  now = new Date(),
): Promise<Moved | Refused<OrderRefusal>> {
  return orRefused<Moved, OrderRefusal>(
    () =>
      inTransaction(
        by,
        async (scope) => {
          await lockSettling(scope)
          const order = await lockOrder(scope, id)
          if (!order) throw new Refusal('not_found', 'There is no such order. Nothing was changed.')
          await mayMove(scope, order, move)
          return move.do === 'approve' ? sayYes(scope, program, origin, order) : carryOut(scope, program, origin, order, move)
        },
        now,
      ),
    'not_found',
    'not_allowed',
    'own_order',
    'same_person',
    'no_code',
    'sold_out',
    'too_few_points',
  )
}

async function mayMove(scope: Scope, order: KnownOrder, move: Move): Promise<void> {
  const owner = (await personsOf(scope, [order.memberId])).get(order.memberId)?.person ?? order.memberId
  const own = scope.by === owner
  if (move.do === 'withdraw' && !own) throw new Refusal('not_found', 'There is no such order. Nothing was changed.')
  if ((move.do === 'withdraw' || move.do === 'expire') && !waitingStates.includes(order.state) && order.state !== 'approved')
    throw new Refusal('not_allowed', 'It is being packed already, so it cannot be taken back here any more. Write to the team. Nothing was changed.')
  if (move.do !== 'withdraw' && own) throw new Refusal('own_order', 'This is your own order: somebody else has to decide. Nothing was changed.')
}

async function sayYes(scope: Scope, program: Program, origin: string, order: KnownOrder): Promise<Moved> {
  if (!waitingStates.includes(order.state)) throw new Refusal('not_allowed', 'Somebody has decided about this order already. Nothing was changed.')
  const yes = approve(order, scope.by ?? 0)
  if (yes === 'own_order') throw new Refusal('own_order', 'This is your own order: somebody else has to decide. Nothing was changed.')
  if (yes === 'same_person') throw new Refusal('same_person', 'You said yes already. A second person has to. Nothing was changed.')
  await noteApproval(scope, order.id, yes === 'second' ? 'second_by' : 'approved_by')
  await record(scope, { action: 'order.approved', objectKind: 'order', objectId: order.id, after: { yes } })
  if (yes === 'first') {
    await noteEvent(scope, order.id, order.state, order.state, 'One of two said yes.')
    return { kind: 'first_yes' }
  }
  return { kind: 'moved', state: (await passOn(scope, program, origin, order)).state }
}

async function carryOut(scope: Scope, program: Program, origin: string, order: KnownOrder, move: Exclude<Move, { do: 'approve' }>): Promise<Moved> {
  if ((move.do === 'cancel' || move.do === 'missing') && (await askToStop(scope, order, move))) return { kind: 'asked' }
  const why = 'why' in move ? move.why : ''
  const missing = move.do !== 'missing' ? 'no' : (await isUnlimited(scope, order.variantId)) ? 'unlimited' : 'counted'
  if (move.do === 'ship') await addShipment(scope, order.id, { ...move.parcel, at: scope.now })
  const moved = await advanceOrder(scope, program, origin, order, moveTargets[move.do], { why, missing })
  if (scope.by !== null && move.do !== 'withdraw')
    await record(scope, {
      action: `order.${moved.state}`,
      objectKind: 'order',
      objectId: order.id,
      before: { state: order.state },
      ...(why ? { reason: why } : {}),
    })
  if (missing === 'no' && (moved.state === 'rejected' || moved.state === 'cancelled' || moved.state === 'returned'))
    await tellRestock(scope, program, origin, [{ variantId: order.variantId, units: 1 }])
  return { kind: 'moved', state: moved.state }
}
