import type { Scope } from '#app/db/transaction.server.ts'
import { Refusal } from '#app/foundation/outcome.ts'
import { rewardRows } from '#app/domain/store/reward-rows.ts'
import type { Offer, Reward } from '#app/domain/store/rewards.ts'
import type { RewardForm, VariantForm } from '#app/domain/store/shelf-form.ts'

// Everything but the price, which has rules of its own.
const columns = `slug = d.slug, kind = d.kind, title = d.title, summary = d.summary, body = d.body, pictures = d.pictures, state = d.state, approval = d.approval,
  high_value = d."highValue", min_level = d."minLevel", segment_id = d."segmentId", badge_slug = d."badgeSlug", countries = d.countries,
  limit_count = d."limitCount", limit_period = d."limitPeriod", opens_at = d."opensAt", closes_at = d."closesAt", budget = d.budget, cost = d.cost,
  tax_value = d."taxValue", ships_from = d."shipsFrom", served = d.served, duty_free = d."dutyFree", duties_note = d."dutiesNote",
  days_least = d."daysLeast", days_most = d."daysMost", fulfiller = d.fulfiller, settings = d.settings, benefits = d.benefits, draws_at = d."drawsAt", winners = d.winners, losers = d.losers, position = d.position, changed_at = $3`

const record = `jsonb_to_record($2::jsonb) AS d(slug text, kind text, title text, summary text, body text, pictures text[], state text, price int, offers jsonb,
  approval text, "highValue" boolean, "minLevel" int, "segmentId" int, "badgeSlug" text, countries text[], "limitCount" int, "limitPeriod" text,
  "opensAt" timestamptz, "closesAt" timestamptz, budget int, cost int, "taxValue" int, "shipsFrom" text, served text[], "dutyFree" text[], "dutiesNote" text,
  "daysLeast" smallint, "daysMost" smallint, fulfiller text, settings jsonb, benefits text, "drawsAt" timestamptz, winners smallint, losers text, position int)`

/** Puts a new reward on the shelf and answers its number. Refuses `taken` when its short name is in use. */
export async function addReward(scope: Scope, form: RewardForm): Promise<number> {
  const rows = await scope.sql<{ id: number }>(
    `INSERT INTO reward (program_id, slug, kind, title, price, offers, created_at, changed_at)
     SELECT $1::smallint, d.slug, d.kind, d.title, d.price, d.offers, $3::timestamptz, $3::timestamptz FROM ${record} ON CONFLICT (program_id, slug) DO NOTHING RETURNING id`,
    [scope.program, JSON.stringify(form), scope.now],
  )
  const id = rows[0]?.id
  if (id === undefined) throw taken()
  await changeReward(scope, id, form)
  return id
}

/** Changes everything about a reward but its price. Refuses `taken` when its short name is in use. */
export async function changeReward(scope: Scope, id: number, form: RewardForm): Promise<void> {
  try {
    await scope.sql(`UPDATE reward SET ${columns} FROM ${record} WHERE reward.program_id = $1 AND reward.id = $4`, [
      scope.program,
      JSON.stringify(form),
      scope.now,
      id,
    ])
  } catch (error) {
    if ((error as { constraint?: string }).constraint === 'reward_program_id_slug_key') throw taken()
    throw error
  }
}

function taken(): Refusal<'taken'> {
  return new Refusal('taken', 'Another reward has this short name already. Choose another. Nothing was changed.')
}

/** Adds the address of a picture behind those that a reward has. Answers false when it has eight. */
export async function addPicture(scope: Scope, id: number, address: string): Promise<boolean> {
  const rows = await scope.sql(
    'UPDATE reward SET pictures = array_append(pictures, $3), changed_at = $4 WHERE program_id = $1 AND id = $2 AND cardinality(pictures) < 8 RETURNING id',
    [scope.program, id, address, scope.now],
  )
  return rows.length === 1
}

/** A reward, held for this story, with the price that holds now; null when there is none. */
export async function lockReward(scope: Scope, id: number): Promise<Reward | null> {
  const [row] = await scope.sql<Reward>(`${rewardRows} AND r.id = $3 FOR UPDATE OF r`, [scope.program, scope.now, id])
  return row ?? null
}

/** Puts choices on the shelf, or changes those that are there. Counters are not touched. Refuses `taken` when two would be the same. */
export async function putVariants(scope: Scope, rewardId: number, variants: readonly VariantForm[]): Promise<number[]> {
  const ids: number[] = []
  for (const [position, { id, size, color, sku, unlimited, lowAt, retired }] of variants.entries()) {
    const values = [scope.program, rewardId, size, color, sku, unlimited, lowAt, retired ? 'retired' : 'live', position]
    try {
      const rows =
        id === undefined
          ? await scope.sql<{ id: number }>(
              `INSERT INTO variant (program_id, reward_id, size, color, sku, unlimited, low_at, state, position) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
              values,
            )
          : await scope.sql<{ id: number }>(
              `UPDATE variant SET size = $3, color = $4, sku = $5, unlimited = $6, low_at = $7, state = $8, position = $9 WHERE program_id = $1 AND reward_id = $2 AND id = $10 RETURNING id`,
              [...values, id],
            )
      ids.push(...rows.map((row) => row.id))
    } catch (error) {
      const { constraint } = error as { constraint?: string }
      if (constraint === 'variant_choice') throw new Refusal('taken', 'Two choices have the same size and color. Nothing was changed.')
      if (constraint === 'variant_free')
        throw new Refusal('taken', 'More are out than were ever counted, so this choice cannot run out. Count the stock first. Nothing was changed.')
      throw error
    }
  }
  return ids
}

type Prices = { price: number; offers: readonly Offer[] }

/** Sets a price at once, or announces it for later; an announcement that was open is withdrawn. Answers the change's number. */
export async function setPrice(scope: Scope, rewardId: number, from: Prices, to: Prices, holdsFrom: Date): Promise<number> {
  const atOnce = holdsFrom <= scope.now
  await scope.sql(
    'UPDATE price_change SET withdrawn_at = $3 WHERE program_id = $1 AND reward_id = $2 AND applied_at IS NULL AND withdrawn_at IS NULL',
    [scope.program, rewardId, scope.now],
  )
  if (atOnce)
    await scope.sql('UPDATE reward SET price = $3, offers = $4::jsonb WHERE program_id = $1 AND id = $2', [
      scope.program,
      rewardId,
      to.price,
      JSON.stringify(to.offers),
    ])
  const [row] = await scope.sql<{ id: number }>(
    `INSERT INTO price_change (program_id, reward_id, from_price, to_price, from_offers, to_offers, announced_at, holds_from, applied_at, by_id)
     VALUES ($1, $2, $3, $4, $5::jsonb, $6::jsonb, $7, $8, $9, $10) RETURNING id`,
    [
      scope.program,
      rewardId,
      from.price,
      to.price,
      JSON.stringify(from.offers),
      JSON.stringify(to.offers),
      scope.now,
      atOnce ? scope.now : holdsFrom,
      atOnce ? scope.now : null,
      scope.by,
    ],
  )
  return row?.id ?? 0
}

/** Writes announced prices that hold by now into their rewards. Answers how many. */
export async function applyPrices(scope: Scope): Promise<number> {
  const rows = await scope.sql(
    `WITH due AS (
       UPDATE price_change SET applied_at = $2 WHERE program_id = $1 AND applied_at IS NULL AND withdrawn_at IS NULL AND holds_from <= $2
       RETURNING reward_id, to_price, to_offers)
     UPDATE reward r SET price = due.to_price, offers = due.to_offers FROM due WHERE r.program_id = $1 AND r.id = due.reward_id RETURNING r.id`,
    [scope.program, scope.now],
  )
  return rows.length
}
