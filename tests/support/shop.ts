// A store in a test's own database: a reward with choices, people with points, purchases as the page sends them.
import { randomUUID } from 'node:crypto'
import type { Address } from '#app/contract/fulfiller.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { type RewardForm, rewardSchema } from '#app/domain/store/shelf-form.ts'
import { awardMany } from '#app/flows/award-many.server.ts'
import type { Purchase } from '#app/domain/store/purchase.ts'
import { saveReward } from '#app/flows/save-reward.server.ts'
import { takeStock } from '#app/flows/take-stock.server.ts'

export const origin = 'https://hub.test'

/** A form of the shelf editor with everything filled in: a mug for 100 points that nobody has to look at, unless said otherwise. */
export function rewardForm(part: Record<string, unknown> = {}): RewardForm {
  return rewardSchema.parse({
    title: 'A mug',
    slug: `mug-${randomUUID().slice(0, 8)}`,
    kind: 'physical',
    state: 'live',
    price: 100,
    approval: 'auto',
    shipsFrom: 'DE',
    daysLeast: 3,
    daysMost: 5,
    cost: 8,
    taxValue: 10,
    ...part,
  })
}

/** Puts a reward on the shelf with so many of each choice. Answers its number and those of its choices. */
export async function addReward(
  program: Program,
  by: number,
  part: Record<string, unknown> = {},
  stock: { sizes?: string[]; each?: number } = {},
): Promise<{ id: number; variants: number[]; form: RewardForm }> {
  const form = rewardForm(part)
  const actor = { program: program.id, by }
  const unlimited = stock.each === Infinity
  const variants = (stock.sizes ?? ['']).map((size) => ({ size, color: '', sku: '', unlimited, lowAt: 5, retired: false }))
  const saved = await saveReward(actor, program, origin, { id: null, form, variants })
  if (saved.kind !== 'saved') throw new Error(saved.message)
  const rows = await sqlAlone<{ id: number }>('SELECT id FROM variant WHERE program_id = $1 AND reward_id = $2 ORDER BY position', [
    program.id,
    saved.id,
  ])
  const ids = rows.map((row) => row.id)
  if (!unlimited && form.kind !== 'code')
    for (const variant of ids) await takeStock(actor, program, origin, { variant, onShelf: stock.each ?? 10, reason: 'First delivery' })
  return { id: saved.id, variants: ids, form }
}

/** Gives points by hand. */
export async function givePoints(program: Program, by: number, members: readonly number[], amount: number): Promise<void> {
  const given = await awardMany(
    { program: program.id, by },
    { members, handles: [], amount, currency: 1, reason: 'For the tests of the store.', key: randomUUID() },
    program,
    origin,
  )
  if (given.kind !== 'awarded') throw new Error(`No points were given: ${given.kind}`)
}

/** Makes people trusted, so that none of their orders waits for that. */
export async function trust(members: readonly number[], program = 1): Promise<void> {
  await sqlAlone(
    `INSERT INTO shopper (program_id, member_id, trusted) SELECT $1::smallint, id, true FROM unnest($2::bigint[]) AS m(id)
     ON CONFLICT (program_id, member_id) DO UPDATE SET trusted = true`,
    [program, members],
  )
}

/** An address in Berlin unless said otherwise. */
export function address(part: Partial<Address> = {}): Address {
  return { name: 'Ines Wolf', lineOne: 'Torstraße 12', lineTwo: '', city: 'Berlin', region: '', postcode: '10119', country: 'DE', phone: '', ...part }
}

/** A purchase as the page sends it. */
export function purchase(person: number, reward: { id: number; variants: number[] }, part: Partial<Purchase> = {}): Purchase {
  return {
    key: randomUUID(),
    person,
    rewardId: reward.id,
    variantId: reward.variants[0] ?? 0,
    priceSeen: 1_000_000,
    address: address({ name: `Person ${person}`, lineOne: `Street ${person}` }),
    publicThanks: false,
    note: '',
    ...part,
  }
}
