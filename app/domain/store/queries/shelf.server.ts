import { sqlAlone } from '#app/db/transaction.server.ts'
import { type StorePolicy } from '#app/domain/store/caution.ts'
import { rewardRows, standingOrders, variantRows } from '#app/domain/store/reward-rows.ts'
import type { Offer, Reward, Variant } from '#app/domain/store/rewards.ts'
import { storePolicyAt } from '#app/domain/store/settling.server.ts'

/** A reward on the managers' shelf: with its choices, and how many orders stand. */
export type ShelfRow = Reward & { variants: Variant[]; orders: number }

/** Every reward of a program, drafts and retired ones too. */
export async function wholeShelf(program: number, now: Date): Promise<ShelfRow[]> {
  const [rewards, variants, orders] = await Promise.all([
    sqlAlone<Reward>(`${rewardRows} ORDER BY r.state = 'retired', r.position, r.id`, [program, now]),
    sqlAlone<Variant>(`${variantRows} ORDER BY v.position, v.id`, [program]),
    sqlAlone<{ rewardId: number; count: number }>(
      `SELECT reward_id AS "rewardId", count(*)::int AS count FROM store_order WHERE program_id = $1 AND ${standingOrders} GROUP BY 1`,
      [program],
    ),
  ])
  const counts = new Map(orders.map((row) => [row.rewardId, row.count]))
  return rewards.map((reward) => ({ ...reward, variants: variants.filter((one) => one.rewardId === reward.id), orders: counts.get(reward.id) ?? 0 }))
}

/** One reward for its editor, or null. */
export async function rewardById(program: number, id: number, now: Date): Promise<{ reward: Reward; variants: Variant[] } | null> {
  const [reward] = await sqlAlone<Reward>(`${rewardRows} AND r.id = $3`, [program, now, id])
  if (!reward) return null
  return { reward, variants: await sqlAlone<Variant>(`${variantRows} AND v.reward_id = $2 ORDER BY v.position, v.id`, [program, id]) }
}

/** What a program settled for its store. */
export async function storePolicyOf(program: number): Promise<StorePolicy> {
  return storePolicyAt({ sql: sqlAlone, program })
}

/** A price that was announced or set. */
export type PriceRow = {
  fromPrice: number
  toPrice: number
  toOffers: Offer[]
  announcedAt: Date
  holdsFrom: Date
  open: boolean
  withdrawn: boolean
}

/** The prices of a reward, the newest first. */
export async function pricesOf(program: number, rewardId: number): Promise<PriceRow[]> {
  return sqlAlone<PriceRow>(
    `SELECT from_price AS "fromPrice", to_price AS "toPrice", to_offers AS "toOffers", announced_at AS "announcedAt", holds_from AS "holdsFrom",
       applied_at IS NULL AND withdrawn_at IS NULL AS open, withdrawn_at IS NOT NULL AS withdrawn
     FROM price_change WHERE program_id = $1 AND reward_id = $2 ORDER BY id DESC LIMIT 20`,
    [program, rewardId],
  )
}

/** The last moves of a reward's stock. */
export async function movesOf(
  program: number,
  rewardId: number,
): Promise<
  {
    id: number
    size: string
    color: string
    kind: string
    stocked: number
    held: number
    sold: number
    orderId: number | null
    byId: number | null
    reason: string
    at: Date
  }[]
> {
  return sqlAlone(
    `SELECT m.id, v.size, v.color, m.kind, m.stocked, m.held, m.sold, m.order_id AS "orderId", m.by_id AS "byId", m.reason, m.at
     FROM stock_move m JOIN variant v ON v.program_id = m.program_id AND v.id = m.variant_id
     WHERE m.program_id = $1 AND v.reward_id = $2 ORDER BY m.id DESC LIMIT 20`,
    [program, rewardId],
  )
}

/** What a person wishes for: the rewards, by number. */
export async function wishedBy(program: number, memberId: number): Promise<Set<number>> {
  const rows = await sqlAlone<{ rewardId: number }>('SELECT reward_id AS "rewardId" FROM wish WHERE program_id = $1 AND member_id = $2', [
    program,
    memberId,
  ])
  return new Set(rows.map((row) => row.rewardId))
}

/** Who gave to a cause and let it be said: members, the newest first. */
export async function thankedFor(program: number, rewardId: number): Promise<number[]> {
  const rows = await sqlAlone<{ memberId: number }>(
    `SELECT member_id AS "memberId" FROM store_order WHERE program_id = $1 AND reward_id = $2 AND public_thanks AND state = 'delivered' ORDER BY id DESC LIMIT 30`,
    [program, rewardId],
  )
  return [...new Set(rows.map((row) => row.memberId))]
}
