import { sqlAlone } from '#app/db/transaction.server.ts'
import { standingOrders } from '#app/domain/store/reward-rows.ts'

/** The store at an instant. Money in cents, points whole. Rates are between 0 and 1, null where there is nothing to divide by. */
export type StoreFigures = {
  orders: number
  members: number
  pointsSpent: number
  pointsHeld: number
  cost: number
  taxValue: number
  /** Orders that arrived, of those that left the house. */
  lastMile: number | null
  /** Orders that were given back, of all. */
  givenBack: number | null
}

// Where an order was at an instant is its last event up to it.
const at = `WITH known AS (
  SELECT o.id, o.member_id, o.reward_id, o.price, o.cost, o.tax_value, o.created_at,
    (SELECT e.to_state FROM order_event e WHERE e.program_id = o.program_id AND e.order_id = o.id AND e.at <= $2 ORDER BY e.id DESC LIMIT 1) AS state
  FROM store_order o WHERE o.program_id = $1 AND o.created_at <= $2)`

/** What the store came to up to an instant. */
export async function figuresAt(program: number, instant: Date): Promise<StoreFigures> {
  const [row] = await sqlAlone<StoreFigures>(
    `${at} SELECT count(*) FILTER (WHERE ${standingOrders})::int AS orders, count(DISTINCT member_id) FILTER (WHERE ${standingOrders})::int AS members,
       coalesce(sum(price) FILTER (WHERE state IN ('shipped', 'delivered')), 0)::bigint AS "pointsSpent",
       coalesce(sum(price) FILTER (WHERE state IN ('requested', 'held', 'approved', 'in_fulfillment')), 0)::bigint AS "pointsHeld",
       coalesce(sum(cost) FILTER (WHERE ${standingOrders}), 0)::bigint AS cost, coalesce(sum(tax_value) FILTER (WHERE ${standingOrders}), 0)::bigint AS "taxValue",
       (count(*) FILTER (WHERE state = 'delivered'))::float8 / nullif(count(*) FILTER (WHERE state IN ('shipped', 'delivered', 'returned')), 0) AS "lastMile",
       (count(*) FILTER (WHERE NOT ${standingOrders}))::float8 / nullif(count(*), 0) AS "givenBack"
     FROM known`,
    [program, instant],
  )
  return row as StoreFigures
}

/** What each reward came to up to an instant, the dearest first. */
export async function rewardFigures(
  program: number,
  instant: Date,
): Promise<{ rewardId: number; title: string; orders: number; points: number; cost: number; budget: number | null }[]> {
  return sqlAlone(
    `${at} SELECT r.id AS "rewardId", r.title, count(*)::int AS orders, sum(k.price)::bigint AS points, sum(k.cost)::bigint AS cost, r.budget
     FROM known k JOIN reward r ON r.program_id = $1 AND r.id = k.reward_id WHERE ${standingOrders.replace('state', 'k.state')} GROUP BY r.id, r.title, r.budget ORDER BY cost DESC, orders DESC`,
    [program, instant],
  )
}

/** What each person got since an instant, by tax value in cents, the most first; by account. */
export async function yearlyValues(
  program: number,
  since: Date,
  until: Date,
  limit: number,
): Promise<{ memberId: number; orders: number; taxValue: number }[]> {
  return sqlAlone(
    `SELECT member_id AS "memberId", count(*)::int AS orders, sum(tax_value)::bigint AS "taxValue" FROM store_order
     WHERE program_id = $1 AND created_at >= $2 AND created_at <= $3 AND ${standingOrders} GROUP BY 1 HAVING sum(tax_value) > 0 ORDER BY 3 DESC, 1 LIMIT $4`,
    [program, since, until, limit],
  )
}
