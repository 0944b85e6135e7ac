import type { Address } from '#app/contract/fulfiller.ts'
import { holdersOf } from '#app/db/holders.server.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { openAddress, openCode } from '#app/domain/store/commands/keeping.server.ts'
import type { OrderState, WaitReason } from '#app/domain/store/orders.ts'
import type { RewardKind } from '#app/domain/store/rewards.ts'

/** An order in a list. */
export type OrderLine = {
  id: number
  memberId: number
  title: string
  choice: string
  price: number
  kind: RewardKind
  state: OrderState
  waits: WaitReason[]
  needsTwo: boolean
  approvedBy: number | null
  country: string | null
  createdAt: Date
  changedAt: Date
  picture: string | null
  slug: string
  /** Who outside hands it out, by id; null where our own hands do. */
  outside: string | null
}

const line = `SELECT o.id, o.member_id AS "memberId", o.title, o.choice, o.price, o.kind, o.state, o.waits, o.needs_two AS "needsTwo", o.approved_by AS "approvedBy",
  o.country, o.created_at AS "createdAt", o.changed_at AS "changedAt", r.pictures[1] AS picture, r.slug,
  (SELECT f.fulfiller FROM fulfillment f WHERE f.program_id = o.program_id AND f.order_id = o.id AND f.state <> 'cancelled') AS outside
FROM store_order o JOIN reward r ON r.program_id = o.program_id AND r.id = o.reward_id WHERE o.program_id = $1`

/** A person's orders, those of all their accounts, the newest first. */
export async function ordersOf(program: number, person: number): Promise<OrderLine[]> {
  return sqlAlone<OrderLine>(`${line} AND o.member_id IN (SELECT id FROM ${holdersOf('$1', '$2')} AS h) ORDER BY o.id DESC LIMIT 200`, [
    program,
    person,
  ])
}

/** What a ledger says of an order. */
export type OrderBrief = Pick<OrderLine, 'id' | 'title' | 'price' | 'kind' | 'state'>

/** Orders in brief, by their numbers. */
export async function ordersInBrief(program: number, ids: readonly number[]): Promise<OrderBrief[]> {
  if (ids.length === 0) return []
  return sqlAlone<OrderBrief>('SELECT id, title, price, kind, state FROM store_order WHERE program_id = $1 AND id = ANY($2::bigint[])', [
    program,
    ids,
  ])
}

/** What happened to an order. */
export type OrderStep = { from: OrderState | null; to: OrderState; byId: number | null; why: string; at: Date }
export type ParcelView = { carrier: string; number: string; url: string; shippedAt: Date; deliveredAt: Date | null }

/** One order with everything about it but the code and the address. */
export type OrderWhole = OrderLine & {
  rewardId: number
  variantId: number
  note: string
  publicThanks: boolean
  secondBy: number | null
  holdUntil: Date | null
  activityId: number | null
  steps: OrderStep[]
  parcels: ParcelView[]
}

/** One order, or null; with `person`, only if it is theirs. */
export async function orderById(program: number, id: number, person: number | null = null): Promise<OrderWhole | null> {
  const mine = `AND ($3::bigint IS NULL OR o.member_id IN (SELECT id FROM ${holdersOf('$1', '$3')} AS h))`
  const text = line.replace(
    'r.slug,\n',
    `r.slug, o.reward_id AS "rewardId", o.variant_id AS "variantId", o.note, o.public_thanks AS "publicThanks", o.second_by AS "secondBy",
    o.hold_until AS "holdUntil", o.activity_id AS "activityId",\n`,
  )
  const [order] = await sqlAlone<Omit<OrderWhole, 'steps' | 'parcels'>>(`${text} AND o.id = $2 ${mine}`, [program, id, person])
  if (!order) return null
  const [steps, parcels] = await Promise.all([
    sqlAlone<OrderStep>(
      `SELECT from_state AS "from", to_state AS "to", by_id AS "byId", why, at FROM order_event WHERE program_id = $1 AND order_id = $2 ORDER BY id`,
      [program, id],
    ),
    sqlAlone<ParcelView>(
      `SELECT carrier, number, url, shipped_at AS "shippedAt", delivered_at AS "deliveredAt" FROM shipment WHERE program_id = $1 AND order_id = $2 ORDER BY shipped_at, parcel`,
      [program, id],
    ),
  ])
  return { ...order, steps, parcels }
}

/** The code that an order got, or null. For whoever ordered it, and nobody else. */
export async function codeOf(program: number, orderId: number): Promise<string | null> {
  const [row] = await sqlAlone<{ hash: string; sealed: Buffer }>('SELECT hash, sealed FROM reward_code WHERE program_id = $1 AND order_id = $2', [
    program,
    orderId,
  ])
  return row ? openCode(program, row.hash, row.sealed) : null
}

/** The ticket of an order of a raffle, or null. */
export async function ticketOf(program: number, orderId: number): Promise<string | null> {
  const [row] = await sqlAlone<{ ticket: string }>('SELECT ticket::text AS ticket FROM raffle_stub WHERE program_id = $1 AND order_id = $2', [
    program,
    orderId,
  ])
  return row?.ticket ?? null
}

/** Where these orders go, as far as it is still kept. */
export async function addressesOf(program: number, orderIds: readonly number[]): Promise<Map<number, Address>> {
  const rows = await sqlAlone<{ orderId: number; sealed: Buffer }>(
    'SELECT order_id AS "orderId", sealed FROM order_address WHERE program_id = $1 AND order_id = ANY($2::bigint[])',
    [program, orderIds],
  )
  return new Map(rows.map((row) => [row.orderId, openAddress(program, row.orderId, row.sealed)]))
}

/** A person's latest order of anything, whatever became of it; null when there is none. */
export async function latestOrderOf(program: number, person: number): Promise<{ id: number; rewardId: number; state: OrderState; at: Date } | null> {
  const [row] = await sqlAlone<{ id: number; rewardId: number; state: OrderState; at: Date }>(
    `SELECT id, reward_id AS "rewardId", state, created_at AS at FROM store_order
     WHERE program_id = $1 AND member_id IN (SELECT id FROM ${holdersOf('$1', '$2')} AS h) ORDER BY id DESC LIMIT 1`,
    [program, person],
  )
  return row ?? null
}

/** The address of a person's last order that still has one, and the choice of their last order of a thing: what the next form begins with. */
export async function lastOrderOf(program: number, person: number): Promise<{ address: Address | null; choice: string }> {
  const [kept] = await sqlAlone<{ orderId: number; sealed: Buffer }>(
    `SELECT a.order_id AS "orderId", a.sealed FROM order_address a JOIN store_order o ON o.program_id = a.program_id AND o.id = a.order_id
     WHERE a.program_id = $1 AND o.member_id IN (SELECT id FROM ${holdersOf('$1', '$2')} AS h) ORDER BY a.order_id DESC LIMIT 1`,
    [program, person],
  )
  const [last] = await sqlAlone<{ size: string }>(
    `SELECT v.size FROM store_order o JOIN variant v ON v.program_id = o.program_id AND v.id = o.variant_id
     WHERE o.program_id = $1 AND v.size <> '' AND o.member_id IN (SELECT id FROM ${holdersOf('$1', '$2')} AS h) ORDER BY o.id DESC LIMIT 1`,
    [program, person],
  )
  return { address: kept ? openAddress(program, kept.orderId, kept.sealed) : null, choice: last?.size ?? '' }
}

/** What managers look for among orders. `text`: a number, a title, or the numbers of members found by name. */
export type OrderSearch = { states: readonly OrderState[]; text: string; members: readonly number[]; before: number | null; limit: number }

/** Orders for staff: those that wait the oldest first, all others the newest first. */
export async function findOrders(program: number, { states, text, members, before, limit }: OrderSearch): Promise<OrderLine[]> {
  const waiting = states.length > 0 && states.every((state) => state === 'requested' || state === 'held' || state === 'approved')
  return sqlAlone<OrderLine>(
    `${line} AND (cardinality($2::text[]) = 0 OR o.state = ANY($2::text[]))
       AND ($3::text = '' OR o.id::text = $3 OR o.title ILIKE '%' || $3 || '%' OR o.member_id = ANY($4::bigint[]))
       AND ($5::bigint IS NULL OR CASE WHEN $6::boolean THEN o.id > $5 ELSE o.id < $5 END)
     ORDER BY CASE WHEN $6::boolean THEN o.id ELSE -o.id END LIMIT $7`,
    [program, states, text, members, before, waiting, limit],
  )
}

/** How many orders there are in each state. */
export async function orderCounts(program: number): Promise<Partial<Record<OrderState, number>>> {
  const rows = await sqlAlone<{ state: OrderState; count: number }>(
    'SELECT state, count(*)::int AS count FROM store_order WHERE program_id = $1 GROUP BY state',
    [program],
  )
  return Object.fromEntries(rows.map((row) => [row.state, row.count]))
}

/** Others who had something sent to the address of an order: their accounts. */
export async function neighborsOf(program: number, orderId: number): Promise<number[]> {
  const rows = await sqlAlone<{ memberId: number }>(
    `SELECT DISTINCT o.member_id AS "memberId" FROM order_address a JOIN order_address b ON b.program_id = a.program_id AND b.hash = a.hash AND b.order_id <> a.order_id
     JOIN store_order o ON o.program_id = b.program_id AND o.id = b.order_id
     JOIN store_order own ON own.program_id = a.program_id AND own.id = a.order_id
     WHERE a.program_id = $1 AND a.order_id = $2 AND o.member_id <> own.member_id`,
    [program, orderId],
  )
  return rows.map((row) => row.memberId)
}
