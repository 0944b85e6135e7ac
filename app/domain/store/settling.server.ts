import type { Scope } from '#app/db/transaction.server.ts'
import { type StorePolicy, firstStorePolicy } from './caution.ts'
import type { OrderState, WaitReason } from './orders.ts'
import { rewardRows, standingOrders, variantRows } from './reward-rows.ts'
import type { Reward, RewardKind, Variant } from './rewards.ts'

/** A reward with what can be chosen of it, and the cost of its orders so far, in cents. */
export type Shelved = { reward: Reward; variants: Variant[]; spent: number }

/** These rewards as they stand now, with the price that holds now. */
export async function shelvedIn(scope: Scope, ids: readonly number[]): Promise<Map<number, Shelved>> {
  const rewards = await scope.sql<Reward>(`${rewardRows} AND r.id = ANY($3::int[])`, [scope.program, scope.now, ids])
  const variants = await scope.sql<Variant>(`${variantRows} AND v.reward_id = ANY($2::int[]) ORDER BY v.position, v.id`, [scope.program, ids])
  const spent = await scope.sql<{ rewardId: number; spent: number }>(
    `SELECT reward_id AS "rewardId", sum(cost)::bigint AS spent FROM store_order o WHERE program_id = $1 AND ${standingOrders}
       AND reward_id IN (SELECT id FROM reward WHERE program_id = $1 AND id = ANY($2::int[]) AND budget IS NOT NULL) GROUP BY 1`,
    [scope.program, ids],
  )
  const sums = new Map(spent.map((row) => [row.rewardId, row.spent]))
  return new Map(
    rewards.map((reward) => [
      reward.id,
      { reward, variants: variants.filter((variant) => variant.rewardId === reward.id), spent: sums.get(reward.id) ?? 0 },
    ]),
  )
}

/** What the program settled for its store. */
export async function storePolicyAt(scope: Pick<Scope, 'sql' | 'program'>): Promise<StorePolicy> {
  const [row] = await scope.sql<StorePolicy>(
    `SELECT unit, yearly_limit AS "yearlyLimit", hold_days AS "holdDays", notice_days AS "noticeDays", address_days AS "addressDays", trust_days AS "trustDays",
       trust_orders AS "trustOrders", burst FROM store_policy WHERE program_id = $1`,
    [scope.program],
  )
  return row ?? firstStorePolicy
}

/** An order as stories move it. */
export type KnownOrder = {
  id: number
  memberId: number
  rewardId: number
  variantId: number
  kind: RewardKind
  title: string
  choice: string
  price: number
  state: OrderState
  waits: WaitReason[]
  needsOne: boolean
  needsTwo: boolean
  approvedBy: number | null
  secondBy: number | null
  parts: { holder: number; amount: number }[]
  activityId: number | null
  publicThanks: boolean
}

const knownOrder = `SELECT id, member_id AS "memberId", reward_id AS "rewardId", variant_id AS "variantId", kind, title, choice, price, state, waits,
  needs_one AS "needsOne", needs_two AS "needsTwo", approved_by AS "approvedBy", second_by AS "secondBy", parts, activity_id AS "activityId",
  public_thanks AS "publicThanks" FROM store_order WHERE program_id = $1`

/** An order, held for this story; null when there is none. */
export async function lockOrder(scope: Scope, id: number): Promise<KnownOrder | null> {
  const [row] = await scope.sql<KnownOrder>(`${knownOrder} AND id = $2 FOR UPDATE`, [scope.program, id])
  return row ?? null
}

/** The orders that these forms made before, by key. */
export async function ordersKeyed(scope: Scope, keys: readonly string[]): Promise<Map<string, { id: number; memberId: number }>> {
  const rows = await scope.sql<{ key: string; id: number; memberId: number }>(
    'SELECT key, id, member_id AS "memberId" FROM store_order WHERE program_id = $1 AND key = ANY($2::text[])',
    [scope.program, keys],
  )
  return new Map(rows.map(({ key, ...order }) => [key, order]))
}

/** An earlier order, as far as limits and caution ask. */
export type PastOrder = { memberId: number; rewardId: number; state: OrderState; taxValue: number; at: Date }

/** All orders of these accounts that stand, and those of the last day that do not. */
export async function pastOrdersOf(scope: Scope, accounts: readonly number[]): Promise<PastOrder[]> {
  return scope.sql<PastOrder>(
    `SELECT member_id AS "memberId", reward_id AS "rewardId", state, tax_value AS "taxValue", created_at AS at FROM store_order
     WHERE program_id = $1 AND member_id = ANY($2::bigint[]) AND (${standingOrders} OR created_at > $3::timestamptz - interval '1 day')`,
    [scope.program, accounts, scope.now],
  )
}

/** What staff decided about trusting these accounts; those of whom nobody decided are missing. */
export async function trustOf(scope: Scope, accounts: readonly number[]): Promise<Map<number, boolean>> {
  const rows = await scope.sql<{ memberId: number; trusted: boolean }>(
    'SELECT member_id AS "memberId", trusted FROM shopper WHERE program_id = $1 AND member_id = ANY($2::bigint[]) AND trusted IS NOT NULL',
    [scope.program, accounts],
  )
  return new Map(rows.map((row) => [row.memberId, row.trusted]))
}

/** The accounts that had something sent to each of these addresses, by the keyed hash of the address. */
export async function accountsAt(scope: Scope, hashes: readonly string[]): Promise<Map<string, number[]>> {
  if (hashes.length === 0) return new Map()
  const rows = await scope.sql<{ hash: string; accounts: number[] }>(
    `SELECT a.hash, array_agg(DISTINCT o.member_id)::text[]::float8[] AS accounts FROM order_address a
     JOIN store_order o ON o.program_id = a.program_id AND o.id = a.order_id WHERE a.program_id = $1 AND a.hash = ANY($2::text[]) GROUP BY 1`,
    [scope.program, hashes],
  )
  return new Map(rows.map((row) => [row.hash, row.accounts]))
}

/** Orders whose waiting is over, the oldest first. */
export async function expiredHolds(scope: Scope, limit: number): Promise<number[]> {
  const rows = await scope.sql<{ id: number }>(
    `SELECT id FROM store_order WHERE program_id = $1 AND state IN ('requested', 'held') AND hold_until <= $2 ORDER BY hold_until, id LIMIT $3`,
    [scope.program, scope.now, limit],
  )
  return rows.map((row) => row.id)
}

/** Who waits for a reward that is back in stock, and was not told of this restock. */
export async function waitingFor(
  scope: Scope,
  rewardIds: readonly number[],
): Promise<{ rewardId: number; memberId: number; restock: number; title: string; slug: string }[]> {
  return scope.sql(
    `SELECT w.reward_id AS "rewardId", w.member_id AS "memberId", r.restock, r.title, r.slug FROM wish w
     JOIN reward r ON r.program_id = w.program_id AND r.id = w.reward_id
     WHERE w.program_id = $1 AND w.reward_id = ANY($2::int[]) AND w.told < r.restock AND r.state = 'live' ORDER BY w.reward_id, w.since, w.member_id`,
    [scope.program, rewardIds],
  )
}

/** Whether a variant never runs out. */
export async function isUnlimited(scope: Scope, variantId: number): Promise<boolean> {
  const [row] = await scope.sql<{ unlimited: boolean }>('SELECT unlimited FROM variant WHERE program_id = $1 AND id = $2', [scope.program, variantId])
  return row?.unlimited ?? false
}

/** A variant with its counters, held for this story; null when there is none. */
export async function lockVariant(scope: Scope, id: number): Promise<Variant | null> {
  const [row] = await scope.sql<Variant>(`${variantRows} AND v.id = $2 FOR UPDATE`, [scope.program, id])
  return row ?? null
}

/** Who wished for a reward. */
export async function wishersOf(scope: Scope, rewardId: number): Promise<number[]> {
  const rows = await scope.sql<{ memberId: number }>(
    'SELECT member_id AS "memberId" FROM wish WHERE program_id = $1 AND reward_id = $2 ORDER BY since, member_id',
    [scope.program, rewardId],
  )
  return rows.map((row) => row.memberId)
}

/** The numbers of the rewards on the shelf; of one by its short name, in whatever state, when one is asked for. */
export async function liveRewards(scope: Scope, slug: string | null): Promise<number[]> {
  const rows = await scope.sql<{ id: number }>(
    `SELECT id FROM reward WHERE program_id = $1 AND CASE WHEN $2::text IS NULL THEN state = 'live' ELSE slug = $2 END ORDER BY position, id`,
    [scope.program, slug],
  )
  return rows.map((row) => row.id)
}
