import type { Scope } from '#app/db/transaction.server.ts'
import { newToken } from '#app/foundation/crypto.server.ts'
import type { FulfillmentState } from '#app/domain/store/fulfilling.ts'

/** A handing over as stories know it. */
export type Handed = {
  orderId: number
  fulfiller: string
  externalId: string
  state: FulfillmentState
  reference: string | null
  attempts: number
  cancelWhy: string | null
  cancelBy: number | null
}

const handed = `SELECT order_id AS "orderId", fulfiller, external_id AS "externalId", state, reference, attempts, cancel_why AS "cancelWhy", cancel_by AS "cancelBy"
FROM fulfillment WHERE program_id = $1`

/** Who hands out a reward: `manual`, `codes`, or somebody outside. */
export async function fulfillerOf(scope: Scope, rewardId: number): Promise<string> {
  const [row] = await scope.sql<{ fulfiller: string }>('SELECT fulfiller FROM reward WHERE program_id = $1 AND id = $2', [scope.program, rewardId])
  return row?.fulfiller ?? 'manual'
}

/** Notes that an order is to be handed over, under an id of its own for good; once. The id is random, so that no other hub of the same vendor has it. */
export async function startFulfillment(scope: Scope, orderId: number, fulfiller: string): Promise<void> {
  const id = `laurel-${orderId}-${newToken()
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, 10)}`
  await scope.sql(
    `INSERT INTO fulfillment (program_id, order_id, fulfiller, external_id, state, created_at, changed_at) VALUES ($1, $2, $3, $4, 'waiting', $5, $5)
     ON CONFLICT (program_id, order_id) DO NOTHING`,
    [scope.program, orderId, fulfiller, id, scope.now],
  )
}

/** How an order was handed over, held for this story; null when it never was. */
export async function lockHanded(scope: Scope, orderId: number): Promise<Handed | null> {
  const [row] = await scope.sql<Handed>(`${handed} AND order_id = $2 FOR UPDATE`, [scope.program, orderId])
  return row ?? null
}

/**
 * What a fulfiller means by our id, or by (a part of) its own; null when it is nothing of ours. Where both sides know its own id of the order, that must
 * fit: our id stands where buyers can write (an attribute of a cart), so it alone names nothing that has a number there.
 */
export async function handedNamed(scope: Scope, fulfiller: string, name: { externalId?: string; reference?: string }): Promise<Handed | null> {
  const [row] = await scope.sql<Handed>(
    `${handed} AND fulfiller = $2 AND ((external_id = $3 AND (reference IS NULL OR $4::text IS NULL OR reference = $4 OR $4 = ANY(string_to_array(reference, '/')))) OR reference = $4 OR ($4::text IS NOT NULL AND position('/' IN reference) > 0 AND $4 = ANY(string_to_array(reference, '/'))))
     ORDER BY external_id = $3 DESC NULLS LAST LIMIT 1 FOR UPDATE`,
    [scope.program, fulfiller, name.externalId ?? null, name.reference ?? null],
  )
  return row ?? null
}

/** True while any order is on its way to a fulfiller. */
export async function isHandingOver(scope: Scope, fulfiller: string): Promise<boolean> {
  const rows = await scope.sql(`SELECT FROM fulfillment WHERE program_id = $1 AND fulfiller = $2 AND state = 'sending' LIMIT 1`, [
    scope.program,
    fulfiller,
  ])
  return rows.length > 0
}

/** Claims what is to be handed over or stopped for `seconds`, at most `size`. A claim that ran out is claimed again: the id makes a second try harmless. */
export async function claimHandOvers(scope: Scope, size: number, seconds: number): Promise<Handed[]> {
  return scope.sql<Handed>(
    `UPDATE fulfillment SET state = CASE WHEN state = 'cancelling' THEN state ELSE 'sending' END, attempts = attempts + 1, changed_at = $2,
       retry_at = $2::timestamptz + $4::int * interval '1 second'
     WHERE program_id = $1 AND order_id IN (
       SELECT order_id FROM fulfillment WHERE program_id = $1 AND state IN ('waiting', 'sending', 'cancelling') AND (retry_at IS NULL OR retry_at <= $2)
       ORDER BY order_id LIMIT $3 FOR UPDATE SKIP LOCKED)
     RETURNING order_id AS "orderId", fulfiller, external_id AS "externalId", state, reference, attempts, cancel_why AS "cancelWhy", cancel_by AS "cancelBy"`,
    [scope.program, scope.now, size, seconds],
  )
}

/** What changes about a handing over; what is not named stays, but for the time of the next try. */
export type HandedChange = {
  state: FulfillmentState
  reference?: string
  error?: string | null
  retryAt?: Date
  stop?: { why: string; by: number | null } | null
}

/** Keeps how a handing over stands. */
export async function noteHanded(scope: Scope, orderId: number, change: HandedChange): Promise<void> {
  const { state, reference = null, error, retryAt = null, stop } = change
  await scope.sql(
    `UPDATE fulfillment SET state = $3, reference = coalesce($4, reference), error = CASE WHEN $5::boolean THEN left($6, 500) ELSE error END, retry_at = $7,
       cancel_why = CASE WHEN $8::boolean THEN $9 ELSE cancel_why END, cancel_by = CASE WHEN $8::boolean THEN $10::bigint ELSE cancel_by END, changed_at = $11
     WHERE program_id = $1 AND order_id = $2`,
    [
      ...[scope.program, orderId, state, reference, error !== undefined, error ?? null, retryAt],
      ...[stop !== undefined, stop?.why ?? null, stop?.by ?? null, scope.now],
    ],
  )
}

/** Ends a handing over together with its order, if there is one. */
export async function endHanded(scope: Scope, orderId: number, state: 'done' | 'cancelled'): Promise<void> {
  await scope.sql(`UPDATE fulfillment SET state = $3, retry_at = NULL, changed_at = $4 WHERE program_id = $1 AND order_id = $2 AND state <> $3`, [
    scope.program,
    orderId,
    state,
    scope.now,
  ])
}

/** What a fulfiller is told of an order: the thing, what its reward settles, and its value in cents. */
export type Parcelled = { title: string; choice: string; sku: string; value: number; settings: Record<string, string> }

/** What is handed over with an order. */
export async function parcelOf(scope: Scope, orderId: number): Promise<Parcelled> {
  const [row] = await scope.sql<Parcelled>(
    `SELECT o.title, o.choice, v.sku, o.tax_value AS value, r.settings FROM store_order o
     JOIN variant v ON v.program_id = o.program_id AND v.id = o.variant_id JOIN reward r ON r.program_id = o.program_id AND r.id = o.reward_id
     WHERE o.program_id = $1 AND o.id = $2`,
    [scope.program, orderId],
  )
  if (!row) throw new Error(`Order ${orderId} is not there.`)
  return row
}

/** Notes that parcels arrived: one of an order, or (null) all of it. Answers how many of its parcels are still on their way. */
export async function noteArrived(scope: Scope, orderId: number, parcel: string | null, at: Date): Promise<number> {
  await scope.sql(
    'UPDATE shipment SET delivered_at = $4 WHERE program_id = $1 AND order_id = $2 AND ($3::text IS NULL OR parcel = $3) AND delivered_at IS NULL',
    [scope.program, orderId, parcel, at],
  )
  const [row] = await scope.sql<{ count: number }>(
    'SELECT count(*)::int AS count FROM shipment WHERE program_id = $1 AND order_id = $2 AND delivered_at IS NULL',
    [scope.program, orderId],
  )
  return row?.count ?? 0
}

/** Notes a message of a fulfiller and what came of it, without its words. */
export async function noteMessage(
  scope: Scope,
  message: { fulfiller: string; digest: string; event: string; orderId: number | null; outcome: string },
): Promise<void> {
  await scope.sql('INSERT INTO fulfiller_message (program_id, fulfiller, digest, event, order_id, outcome, at) VALUES ($1, $2, $3, $4, $5, $6, $7)', [
    scope.program,
    message.fulfiller,
    message.digest,
    message.event,
    message.orderId,
    message.outcome,
    scope.now,
  ])
  await scope.sql('UPDATE fulfiller_account SET heard_at = $3 WHERE program_id = $1 AND fulfiller = $2', [
    scope.program,
    message.fulfiller,
    scope.now,
  ])
}
