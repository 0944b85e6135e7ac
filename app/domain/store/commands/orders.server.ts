import type { Scope } from '#app/db/transaction.server.ts'
import { Refusal } from '#app/foundation/outcome.ts'
import { type NewOrder, type OrderState, allowedMoves, effectOfMove, stateTitles } from '#app/domain/store/orders.ts'
import type { KnownOrder } from '#app/domain/store/settling.server.ts'

/** Numbers for so many new orders. */
export async function nextOrderIds(scope: Scope, count: number): Promise<number[]> {
  const rows = await scope.sql<{ id: number }>(`SELECT nextval('store_order_id_seq') AS id FROM generate_series(1, $1::int)`, [count])
  return rows.map((row) => row.id)
}

/** Writes orders with their first event and takes a unit of each aside. Refuses `sold_out` when a unit is not there. */
export async function writeOrders(scope: Scope, orders: readonly NewOrder[]): Promise<void> {
  const rows = JSON.stringify(orders.map((order) => ({ ...order, needsOne: order.waits.length > 0 })))
  await scope.sql(
    `INSERT INTO store_order (program_id, id, key, member_id, reward_id, variant_id, kind, title, choice, price, cost, tax_value, state, waits, needs_one, needs_two,
       parts, activity_id, country, public_thanks, note, hold_until, created_at, changed_at)
     SELECT $1::smallint, id, key, "memberId", "rewardId", "variantId", kind, title, choice, price, cost, "taxValue", state, waits, "needsOne", "needsTwo",
       parts, "activityId", country, "publicThanks", note, "holdUntil", $3::timestamptz, $3::timestamptz
     FROM jsonb_to_recordset($2::jsonb) AS o(id bigint, key text, "memberId" bigint, "rewardId" int, "variantId" int, kind text, title text, choice text, price int,
       cost int, "taxValue" int, state text, waits text[], "needsOne" boolean, "needsTwo" boolean, parts jsonb, "activityId" bigint, country text,
       "publicThanks" boolean, note text, "holdUntil" timestamptz)`,
    [scope.program, rows, scope.now],
  )
  await scope.sql(
    `INSERT INTO order_event (program_id, order_id, to_state, by_id, at)
     SELECT $1::smallint, id, state, "memberId", $3::timestamptz FROM jsonb_to_recordset($2::jsonb) AS o(id bigint, state text, "memberId" bigint)`,
    [scope.program, rows, scope.now],
  )
  await moveStock(
    scope,
    orders.map((order) => ({ variantId: order.variantId, kind: 'hold', held: 1, orderId: order.id })),
  )
}

/** A change of a variant's counters. */
export type StockMove = {
  variantId: number
  kind: 'stocked' | 'counted' | 'hold' | 'release' | 'sell' | 'missing' | 'returned'
  stocked?: number
  held?: number
  sold?: number
  orderId?: number
  reason?: string
}

/** Moves stock; the counters follow. Refuses `sold_out` when it would take what is not there. */
export async function moveStock(scope: Scope, moves: readonly StockMove[]): Promise<void> {
  if (moves.length === 0) return
  try {
    await scope.sql(
      `INSERT INTO stock_move (program_id, variant_id, kind, stocked, held, sold, order_id, by_id, reason, at)
       SELECT $1::smallint, variant_id, kind, stocked, held, sold, order_id, $2::bigint, reason, $3::timestamptz
       FROM unnest($4::int[], $5::text[], $6::int[], $7::int[], $8::int[], $9::bigint[], $10::text[]) AS m(variant_id, kind, stocked, held, sold, order_id, reason)`,
      [
        scope.program,
        scope.by,
        scope.now,
        moves.map((move) => move.variantId),
        moves.map((move) => move.kind),
        moves.map((move) => move.stocked ?? 0),
        moves.map((move) => move.held ?? 0),
        moves.map((move) => move.sold ?? 0),
        moves.map((move) => move.orderId ?? null),
        moves.map((move) => move.reason ?? ''),
      ],
    )
  } catch (error) {
    const constraint = (error as { constraint?: string }).constraint
    if (constraint === 'variant_free' || constraint === 'variant_counters')
      throw new Refusal('sold_out', 'There are not so many of it. Nothing was changed.')
    throw error
  }
}

/** Brings an order into another state, with who and why; what it does to its unit follows. Refuses `not_allowed` for a move that the table does not know. */
export async function putState(
  scope: Scope,
  order: KnownOrder,
  to: OrderState,
  why: string,
  missing: 'no' | 'counted' | 'unlimited' = 'no',
): Promise<void> {
  if (!allowedMoves[order.state].includes(to)) throw notAllowed(order.state, to)
  const rows = await scope.sql(
    `UPDATE store_order SET state = $4, changed_at = $5, hold_until = NULL WHERE program_id = $1 AND id = $2 AND state = $3 RETURNING id`,
    [scope.program, order.id, order.state, to, scope.now],
  )
  if (rows.length === 0) throw notAllowed(order.state, to)
  await noteEvent(scope, order.id, order.state, to, why)
  const unit = { variantId: order.variantId, orderId: order.id }
  const effect = effectOfMove(order.state, to)
  if (effect === 'spend') await moveStock(scope, [{ ...unit, kind: 'sell', held: -1, sold: 1 }])
  if (effect === 'refund') await moveStock(scope, [{ ...unit, kind: 'returned', sold: -1, reason: why }])
  if (effect !== 'release') return
  if (missing === 'no') return moveStock(scope, [{ ...unit, kind: 'release', held: -1 }])
  await moveStock(scope, [{ ...unit, kind: 'missing', held: -1, stocked: missing === 'counted' ? -1 : 0, reason: why }])
}

/** Adds to what happened to an order. */
export async function noteEvent(scope: Scope, orderId: number, from: OrderState, to: OrderState, why: string): Promise<void> {
  await scope.sql('INSERT INTO order_event (program_id, order_id, from_state, to_state, by_id, why, at) VALUES ($1, $2, $3, $4, $5, $6, $7)', [
    scope.program,
    orderId,
    from,
    to,
    scope.by,
    why,
    scope.now,
  ])
}

/** Notes whose yes an order has: the first, and the second where two are needed. */
export async function noteApproval(scope: Scope, orderId: number, which: 'approved_by' | 'second_by'): Promise<void> {
  const text =
    which === 'approved_by'
      ? 'UPDATE store_order SET approved_by = $3, changed_at = $4 WHERE program_id = $1 AND id = $2'
      : 'UPDATE store_order SET second_by = $3, changed_at = $4 WHERE program_id = $1 AND id = $2'
  await scope.sql(text, [scope.program, orderId, scope.by, scope.now])
}

function notAllowed(from: OrderState, to: OrderState): Refusal<'not_allowed'> {
  return new Refusal(
    'not_allowed',
    `This order is “${stateTitles[from].toLowerCase()}”, and does not go from there to “${stateTitles[to].toLowerCase()}”. Nothing was changed.`,
  )
}
