import sharp from 'sharp'
import { beforeEach, expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { boardAt, placeOf } from '#app/domain/boards/queries.server.ts'
import type { Move } from '#app/domain/store/moves.ts'
import { allowedMoves, orderStates } from '#app/domain/store/orders.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { rewardPicture } from '#app/domain/store/queries/pictures.server.ts'
import { trustMarks } from '#app/domain/store/queries/trust.server.ts'
import { addPicture } from '#app/flows/add-picture.server.ts'
import { moveOrder } from '#app/flows/move-order.server.ts'
import { redeemReward } from '#app/flows/redeem-reward.server.ts'
import { replayLedger } from '#app/flows/replay-ledger.server.ts'
import { saveLevels } from '#app/flows/save-levels.server.ts'
import { trustShopper } from '#app/flows/trust-shopper.server.ts'
import { uploadCodes } from '#app/flows/upload-codes.server.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, openHub } from '#tests/support/hub.ts'
import { brokenInvariants } from '#tests/support/invariants.ts'
import { mails } from '#tests/support/people.ts'
import { addReward, givePoints, origin, purchase, trust } from '#tests/support/shop.ts'

let program: Program
let manager: number
let keeper: number
let people: number[]
beforeEach(async () => {
  await resetDatabase()
  program = await openHub()
  manager = await addMember('manager', { linked: false })
  keeper = await addMember('keeper', { linked: false })
  const rows = await sqlAlone<{ id: number }>(
    `INSERT INTO member (program_id, handle, display_name, email, time_zone)
     SELECT 1, 'person-' || n, 'Person ' || n, 'person-' || n || '@example.test', 'UTC' FROM generate_series(1, 60) AS n RETURNING id`,
  )
  people = rows.map((row) => row.id)
  await givePoints(program, manager, people, 500)
  await trust(people)
})

const move = (id: number, step: Move, by: number | null = keeper) => moveOrder({ program: 1, by }, program, origin, id, step)
const buy = (person: number, reward: { id: number; variants: number[] }, part = {}) => redeemReward(purchase(person, reward, part), program, origin)
const idOf = (answer: Awaited<ReturnType<typeof buy>>): number => ('orderId' in answer ? answer.orderId : 0)
const sums = async (person: number) =>
  (await sqlAlone('SELECT lifetime, spendable, held FROM balance WHERE member_id = $1 AND currency = 1', [person]))[0]
const counters = async (variant = 0) => (await sqlAlone('SELECT stocked, held, sold FROM variant WHERE id = $1', [variant]))[0]
const stateOf = async (id: number) => (await sqlAlone<{ state: string }>('SELECT state FROM store_order WHERE id = $1', [id]))[0]?.state

test('[ST-02, PR-01] fifty at once for the last unit: one gets it, nobody else loses a point, and the same form sent again answers the same order', async () => {
  const reward = await addReward(program, manager, {}, { each: 1 })
  const answers = await Promise.all(people.slice(0, 50).map((person) => buy(person, reward)))
  expect(answers.map((answer) => answer.kind).sort()).toEqual(['ordered', ...Array.from({ length: 49 }, () => 'sold_out')])
  expect(await counters(reward.variants[0])).toEqual({ stocked: 1, held: 1, sold: 0 })
  expect(
    await sqlAlone('SELECT count(*)::int AS people, sum(lifetime)::int AS earned, sum(spendable)::int AS left, sum(held)::int AS held FROM balance'),
  ).toEqual([{ people: 60, earned: 30_000, left: 29_900, held: 100 }])
  const other = await addReward(program, manager, {}, { each: 5 })
  const form = purchase(people[0] ?? 0, other)
  const twice = await Promise.all(Array.from({ length: 20 }, () => redeemReward(form, program, origin)))
  expect(twice.filter((answer) => answer.kind === 'ordered')).toHaveLength(1)
  expect(new Set(twice.map(idOf)).size).toBe(1)
  expect(await brokenInvariants()).toEqual([])
})

test('[PR-01] redeeming lowers what can be spent, and leaves lifetime points, level and place on the board as they were', async () => {
  const [ines = 0, tom = 0] = people
  await givePoints(program, manager, [ines], 50)
  const level = { rank: 2, title: 'Regular', pointsNeeded: 520, badgesNeeded: 0, badgeNeeds: [], story: '', perks: [] }
  await saveLevels([{ ...level, rank: 1, title: 'New', pointsNeeded: 0 }, level], { program: 1, by: null })
  const standing = async (who: number) => [
    (await sqlAlone<{ level: number }>('SELECT level FROM standing WHERE member_id = $1', [who]))[0]?.level,
    await placeOf(boardAt(program, 'all', new Date()), who),
    await placeOf(boardAt(program, 'month', new Date()), who),
  ]
  const before = [await standing(ines), await standing(tom)]
  expect(before[0]).toMatchObject([2, { place: 1, points: 550 }, { place: 1, points: 550 }])
  const order = idOf(await buy(ines, await addReward(program, manager, { price: 400 })))
  expect(await sums(ines)).toEqual({ lifetime: 550, spendable: 150, held: 400 })
  expect([await standing(ines), await standing(tom)]).toEqual(before)
  await move(order, { do: 'pack' })
  await move(order, { do: 'ship', parcel: { id: 'p', carrier: '', number: '', url: '' } })
  expect(await sums(ines)).toEqual({ lifetime: 550, spendable: 150, held: 0 })
  await saveLevels([{ ...level, rank: 1, title: 'New', pointsNeeded: 0 }, level], { program: 1, by: null })
  expect([await standing(ines), await standing(tom)], 'also when levels are reckoned anew').toEqual(before)
  expect(await brokenInvariants()).toEqual([])
})

test('[ST-03, ST-04, ST-11, I8] an order goes its way with who and when; every unhappy end gives points and unit back, once, with a message', async () => {
  const reward = await addReward(program, manager, { approval: 'manual' }, { each: 5 })
  const [ines = 0] = people
  const happy = idOf(await buy(ines, reward))
  expect(await move(happy, { do: 'pack' })).toMatchObject({ kind: 'not_allowed' })
  expect(await move(happy, { do: 'approve' })).toEqual({ kind: 'moved', state: 'approved' })
  await move(happy, { do: 'pack' })
  await move(happy, { do: 'ship', parcel: { id: 'p-1', carrier: 'DHL', number: '00340', url: 'https://dhl.test/00340' } })
  expect(await sums(ines)).toEqual({ lifetime: 500, spendable: 400, held: 0 })
  await move(happy, { do: 'deliver' })
  expect(await counters(reward.variants[0])).toEqual({ stocked: 5, held: 0, sold: 1 })
  expect(await sqlAlone('SELECT to_state AS to, by_id AS by FROM order_event WHERE order_id = $1 ORDER BY id', [happy])).toEqual(
    ['requested', 'approved', 'in_fulfillment', 'shipped', 'delivered'].map((to, n) => ({ to, by: n === 0 ? ines : keeper })),
  )
  const ends: [Move[], string][] = [
    [[{ do: 'reject', why: 'The address does not exist.' }], 'rejected'],
    [[{ do: 'approve' }, { do: 'cancel', why: 'You asked for it.' }], 'cancelled'],
    [[{ do: 'approve' }, { do: 'pack' }, { do: 'missing', why: 'The last one was broken.' }], 'cancelled'],
    [
      [
        { do: 'approve' },
        { do: 'pack' },
        { do: 'ship', parcel: { id: 'p', carrier: '', number: '', url: '' } },
        { do: 'return', why: 'Nobody was there.' },
      ],
      'returned',
    ],
  ]
  for (const [steps, end] of ends) {
    const id = idOf(await buy(ines, reward))
    for (const step of steps) await move(id, step)
    expect(await stateOf(id)).toBe(end)
    const again = await Promise.all(Array.from({ length: 10 }, () => move(id, steps.at(-1)!)))
    expect(again.filter((answer) => answer.kind === 'moved')).toEqual([])
    expect(await sums(ines)).toEqual({ lifetime: 500, spendable: 400, held: 0 })
  }
  expect(await counters(reward.variants[0])).toEqual({ stocked: 4, held: 0, sold: 1 })
  const withdrawn = idOf(await buy(ines, reward))
  expect(await move(withdrawn, { do: 'withdraw', why: '' }, people[1])).toMatchObject({ kind: 'not_found' })
  expect(await move(withdrawn, { do: 'withdraw', why: '' }, ines)).toEqual({ kind: 'moved', state: 'cancelled' })
  expect((await mails()).filter((mail) => mail.template === 'order-news' && mail.fill.heading?.startsWith('Not this time'))).toMatchObject([
    { fill: { why: 'The address does not exist.', words: expect.stringContaining('100 points are back') } },
  ])
  expect(await sqlAlone(`SELECT 1 FROM notice WHERE kind IN ('order.rejected', 'order.cancelled', 'order.returned')`)).toHaveLength(5)
  expect(await brokenInvariants()).toEqual([])
  const replayed = await replayLedger(program)
  expect(replayed).toMatchObject({ differsIn: null, replayed: replayed.stands })
})

test('[I8, ST-03] the database knows the same moves as the table, and nothing else may change what was ordered', async () => {
  const reward = await addReward(program, manager, { price: 1 }, { each: Infinity })
  const id = idOf(await buy(people[0] ?? 0, reward))
  const refuses = (text: string, values: unknown[]) =>
    sqlAlone(text, values).then(
      () => false,
      () => true,
    )
  for (const from of orderStates) {
    for (const to of orderStates.filter((state) => state !== from)) {
      await sqlAlone(
        `WITH fresh AS (SELECT nextval('store_order_id_seq') AS id) INSERT INTO store_order (program_id, id, key, member_id, reward_id, variant_id, kind, title, price, state, needs_one, parts, created_at, changed_at)
        SELECT 1, fresh.id, 'pair ' || $1 || $2, member_id, reward_id, variant_id, kind, title, price, 'requested', false, '[]', now(), now() FROM store_order, fresh WHERE store_order.id = $3`,
        [from, to, id],
      )
      const key = `pair ${from}${to}`
      for (const step of wayTo[from]) await sqlAlone('UPDATE store_order SET state = $2 WHERE key = $1', [key, step])
      expect([from, to, await refuses('UPDATE store_order SET state = $2 WHERE key = $1', [key, to])]).toEqual([
        from,
        to,
        !allowedMoves[from].includes(to),
      ])
    }
  }
  expect(await refuses('UPDATE store_order SET price = 2 WHERE id = $1', [id])).toBe(true)
  expect(await refuses('DELETE FROM store_order WHERE id = $1', [id])).toBe(true)
  expect(await refuses('DELETE FROM order_event WHERE order_id = $1', [id])).toBe(true)
  expect(await refuses('UPDATE stock_move SET held = 0', [])).toBe(true)
  expect(await refuses('UPDATE variant SET held = stocked + 1, unlimited = false', [])).toBe(true)
})

const wayTo: Record<(typeof orderStates)[number], string[]> = {
  requested: [],
  held: ['held'],
  approved: ['approved'],
  in_fulfillment: ['approved', 'in_fulfillment'],
  shipped: ['approved', 'in_fulfillment', 'shipped'],
  delivered: ['approved', 'in_fulfillment', 'delivered'],
  rejected: ['rejected'],
  cancelled: ['cancelled'],
  returned: ['approved', 'in_fulfillment', 'shipped', 'returned'],
}

test('[ST-08] codes: a second copy stays out, each goes to one order alone, and an empty pool refuses before points are taken', async () => {
  const reward = await addReward(program, manager, { kind: 'code', title: 'A course' })
  const [variant = 0] = reward.variants
  expect(await buy(people[0] ?? 0, reward)).toMatchObject({ kind: 'sold_out' })
  const upload = (codes: string[]) => uploadCodes({ program: 1, by: keeper }, program, origin, { variant, codes })
  expect(await upload(['AAAA-1111', 'BBBB-2222'])).toEqual({ kind: 'uploaded', fresh: 2, known: 0 })
  expect(await upload(['BBBB-2222', 'CCCC-3333'])).toEqual({ kind: 'uploaded', fresh: 1, known: 1 })
  const answers = await Promise.all(people.slice(0, 20).map((person) => buy(person, reward, { address: null })))
  expect(answers.filter((answer) => answer.kind === 'ordered')).toHaveLength(3)
  const given = await sqlAlone<{ order: number; sealed: Buffer }>('SELECT order_id AS "order", sealed FROM reward_code ORDER BY id')
  expect(new Set(given.map((row) => row.order))).toEqual(new Set(answers.filter((answer) => answer.kind === 'ordered').map(idOf)))
  expect(given.some((row) => row.sealed.toString('latin1').includes('AAAA'))).toBe(false)
  expect(await sqlAlone(`SELECT count(*)::int AS people FROM balance WHERE spendable = 500`)).toEqual([{ people: 57 }])
  expect(await sqlAlone('SELECT DISTINCT state FROM store_order')).toEqual([{ state: 'delivered' }])
  expect(await brokenInvariants()).toEqual([])
})

test('[ST-05, AB-05, AB-04] an untrusted member waits; nobody approves for himself; high value takes two people; a shared address is seen', async () => {
  const reward = await addReward(program, manager, { highValue: true, price: 50 }, { each: 50 })
  const plain = await addReward(program, manager, { price: 10 }, { each: 50 })
  const [one = 0, two = 0] = people
  await sqlAlone('UPDATE shopper SET trusted = false WHERE member_id = $1', [one])
  const held = idOf(await buy(one, plain))
  expect(await sqlAlone('SELECT state, waits, needs_one AS needs FROM store_order WHERE id = $1', [held])).toEqual([
    { state: 'held', waits: ['untrusted'], needs: true },
  ])
  await expect(sqlAlone(`UPDATE store_order SET state = 'approved' WHERE id = $1`, [held])).rejects.toThrow('store_order_approved')
  expect(await move(held, { do: 'approve' }, one)).toMatchObject({ kind: 'own_order' })
  await givePoints(program, manager, [keeper], 500)
  const own = idOf(await buy(keeper, plain))
  expect(await move(own, { do: 'approve' }, keeper)).toMatchObject({ kind: 'own_order' })
  const dear = idOf(await buy(two, reward))
  expect(await move(dear, { do: 'approve' }, keeper)).toEqual({ kind: 'first_yes' })
  expect(await move(dear, { do: 'approve' }, keeper)).toMatchObject({ kind: 'same_person' })
  expect(await stateOf(dear)).toBe('held')
  await expect(sqlAlone(`UPDATE store_order SET state = 'approved' WHERE id = $1`, [dear])).rejects.toThrow('store_order_twice')
  expect(await move(dear, { do: 'approve' }, manager)).toEqual({ kind: 'moved', state: 'approved' })
  const [, , three = 0, four = 0] = people
  const shared = purchase(three, plain).address
  await buy(three, plain, { address: shared })
  const flagged = idOf(await buy(four, plain, { address: shared && { ...shared, lineOne: shared.lineOne.toUpperCase() + ' ' } }))
  expect(await sqlAlone('SELECT state, waits FROM store_order WHERE id = $1', [flagged])).toEqual([{ state: 'held', waits: ['shared_address'] }])
})

test('[ST-06, ST-13] level, limit, country, budget and yearly value are asked at the till, whatever the page showed', async () => {
  const [one = 0, two = 0, three = 0] = people
  const gated = await addReward(program, manager, { minLevel: 99 })
  expect(await buy(one, gated)).toMatchObject({ kind: 'level' })
  const limited = await addReward(program, manager, { limitCount: 1, limitPeriod: 'month' })
  expect(await buy(one, limited)).toMatchObject({ kind: 'ordered' })
  expect(await buy(one, limited)).toMatchObject({ kind: 'limit' })
  const served = await addReward(program, manager, { served: 'DE FR' })
  const abroad = purchase(two, served).address
  expect(await buy(two, served, { address: abroad && { ...abroad, country: 'BR' } })).toMatchObject({
    kind: 'not_served',
    message: expect.stringContaining('Brazil'),
  })
  const small = await addReward(program, manager, { budget: 10, cost: 8 })
  expect(await buy(two, small)).toMatchObject({ kind: 'ordered' })
  expect(await buy(three, small)).toMatchObject({ kind: 'budget' })
  const dear = await addReward(program, manager, { price: 501 })
  expect(await buy(three, dear)).toMatchObject({ kind: 'too_few_points', message: expect.stringContaining('1 points to go') })
  expect(await buy(three, served, { priceSeen: 99 })).toMatchObject({ kind: 'price_changed' })
  await sqlAlone('INSERT INTO store_policy (program_id, yearly_limit) VALUES (1, 1500)')
  const third = await addReward(program, manager, { price: 10 })
  await buy(three, third)
  const over = idOf(await buy(three, third))
  expect(await sqlAlone('SELECT state, waits FROM store_order WHERE id = $1', [over])).toEqual([{ state: 'held', waits: ['yearly_value'] }])
})

test('[AB-05] trust is decided by somebody else, with a reason, on record, and holds from the next order on', async () => {
  const [one = 0] = people
  const reward = await addReward(program, manager, { price: 10 })
  const handle = 'person-1'
  const decide = (trusted: boolean | null, by = keeper) => trustShopper({ program: 1, by }, { handle, trusted, why: 'Known from the meetup.' })
  expect(await decide(false)).toEqual({ kind: 'marked', memberId: one })
  expect(await decide(true, one)).toMatchObject({ kind: 'own' })
  expect(await stateOf(idOf(await buy(one, reward)))).toBe('held')
  await decide(true)
  expect(await stateOf(idOf(await buy(one, reward)))).toBe('approved')
  expect((await trustMarks(1)).map(({ trusted, holds, byId, why }) => ({ trusted, holds, byId, why }))).toEqual([
    { trusted: true, holds: true, byId: keeper, why: 'Known from the meetup.' },
    { trusted: false, holds: false, byId: keeper, why: 'Known from the meetup.' },
  ])
  expect(
    await sqlAlone(
      `SELECT actor_id AS by, reason FROM audit_entry e JOIN audit_detail d ON d.audit_id = e.id WHERE action = 'shopper.trust' ORDER BY id`,
    ),
  ).toEqual([
    { by: keeper, reason: 'Known from the meetup.' },
    { by: keeper, reason: 'Known from the meetup.' },
  ])
})

test('[ST-01] a picture of a reward is drawn anew under a random name; what is no picture is refused', async () => {
  const reward = await addReward(program, manager)
  const by = { program: 1, by: keeper }
  const png = await sharp({ create: { width: 20, height: 15, channels: 3, background: '#274' } })
    .withExif({ IFD0: { Copyright: 'Somebody' } })
    .png()
    .toBuffer()
  expect(await addPicture(by, reward.id, png)).toEqual({ kind: 'added' })
  expect(await addPicture(by, reward.id, Buffer.from('<svg onload="alert(1)"/>'))).toMatchObject({ kind: 'no_picture' })
  const [row] = await sqlAlone<{ pictures: string[] }>('SELECT pictures FROM reward WHERE id = $1', [reward.id])
  const name = row!.pictures[0]!.split('/').at(-1)!
  const kept = await rewardPicture(1, name)
  expect([row!.pictures.length, kept?.type, Buffer.from(kept!.bytes).includes('Somebody')]).toEqual([1, 'image/png', false])
  expect(await rewardPicture(1, '../../evidence/x.png')).toBeNull()
})

test('[ST-01] whatever else a reward is, it needs no address, is handed over by hand, and holds its points until then', async () => {
  const [one = 0] = people
  const other = await addReward(program, manager, { kind: 'other', title: 'Your name in the release notes', shipsFrom: undefined }, { each: 3 })
  const order = idOf(await buy(one, other, { address: null }))
  expect([await stateOf(order), await sums(one)]).toEqual(['approved', { lifetime: 500, spendable: 400, held: 100 }])
  await move(order, { do: 'pack' })
  await move(order, { do: 'deliver' })
  expect([await stateOf(order), await sums(one)]).toEqual(['delivered', { lifetime: 500, spendable: 400, held: 0 }])
  await expect(sqlAlone(`UPDATE reward SET kind = 'nonsense' WHERE id = $1`, [other.id])).rejects.toThrow('reward_kind')
})
