import { beforeEach, expect, test } from 'vitest'
import { cardView, goalOf } from '#app/components/store/views.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { lotsOf } from '#app/domain/ledger/expiry.ts'
import { firstPolicy, policyFrom } from '#app/domain/ledger/policy.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { addressLines, addressSchema } from '#app/domain/store/address.ts'
import { csvText, trackingFrom } from '#app/domain/store/csv.ts'
import { findOrders, neighborsOf } from '#app/domain/store/queries/orders.server.ts'
import { figuresAt } from '#app/domain/store/queries/figures.server.ts'
import { isDearer } from '#app/domain/store/rewards.ts'
import { countryName, shippingTruth } from '#app/domain/store/shipping.ts'
import { drawOrder, hashOfSeed } from '#app/domain/raffles/draw.server.ts'
import { changePolicy } from '#app/flows/change-policy.server.ts'
import { drawRewards } from '#app/flows/draw-rewards.server.ts'
import { expirePoints } from '#app/flows/expire-points.server.ts'
import { giveAddress } from '#app/flows/give-address.server.ts'
import { moveOrder } from '#app/flows/move-order.server.ts'
import { readShelf } from '#app/flows/read-shelf.server.ts'
import { redeemReward } from '#app/flows/redeem-reward.server.ts'
import { replayLedger } from '#app/flows/replay-ledger.server.ts'
import { saveReward } from '#app/flows/save-reward.server.ts'
import { setWish } from '#app/flows/set-wish.server.ts'
import { sweepStore } from '#app/flows/sweep-store.server.ts'
import { takeStock } from '#app/flows/take-stock.server.ts'
import { undoMany } from '#app/flows/undo-many.server.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, openHub } from '#tests/support/hub.ts'
import { brokenInvariants } from '#tests/support/invariants.ts'
import { mails } from '#tests/support/people.ts'
import { addReward, address, givePoints, origin, purchase, rewardForm, trust } from '#tests/support/shop.ts'

let program: Program
let manager: number
let ines: number
let omar: number
beforeEach(async () => {
  await resetDatabase()
  program = await openHub()
  manager = await addMember('manager', { linked: false })
  ines = await addMember('ines')
  omar = await addMember('omar')
  await givePoints(program, manager, [ines, omar], 500)
  await trust([ines, omar])
})

const staff = () => ({ program: 1, by: manager })
const day = 86_400_000
const later = (days: number) => new Date(Date.now() + days * day)
const buy = async (person: number, reward: { id: number; variants: number[] }, part = {}) => {
  const done = await redeemReward(purchase(person, reward, part), program, origin)
  if (!('orderId' in done)) throw new Error(done.message)
  return done.orderId
}
const subjects = async () =>
  (await mails()).filter((mail) => mail.template === 'order-news').map((mail) => [mail.to.split('@')[0], mail.fill.heading])

test('[ST-01, ST-09] the shelf says what it costs, what is to go and what is left; a wish hears of each restock once', async () => {
  await addReward(program, manager, { price: 620, offers: [{ level: 99, price: 5 }] }, { sizes: ['S', 'M'], each: 1 })
  await addReward(program, manager, { state: 'draft' })
  const [line] = (await readShelf(program, ines)).lines
  expect(line).toMatchObject({ price: 620, barriers: [{ code: 'too_few_points', missing: 120, words: '120 points to go.' }] })
  expect((await readShelf(program, ines)).lines).toHaveLength(1)
  const card = cardView({ ...line!, reward: { ...line!.reward, pictures: ['/rewards/mug.svg'] } }, 500, false)
  expect(card).toMatchObject({ toGo: 120, left: 2, soldOut: false, reach: 500 / 620, picture: '/rewards/mug.svg' })
  expect(cardView({ ...line!, variants: line!.variants.map((one) => ({ ...one, stocked: 9 })) }, 500, false).left).toBeNull()
  const far = { ...card, slug: 'far', reach: 0.1, wished: true }
  const [near, out] = [
    { ...card, slug: 'near', reach: 0.9 },
    { ...card, slug: 'out', soldOut: true, wished: true },
  ]
  expect([goalOf([card, near]), goalOf([near, far, out]), goalOf([{ ...far, wished: false }])].map((one) => one?.slug)).toEqual([
    'near',
    'far',
    undefined,
  ])
  const socks = await addReward(program, manager, { title: 'Socks', price: 10 }, { each: 1 })
  const order = await buy(omar, socks)
  await setWish(staff(), program, ines, socks.form.slug, true)
  const restock = (onShelf: number) => takeStock(staff(), program, origin, { variant: socks.variants[0] ?? 0, onShelf, reason: 'A delivery' })
  await Promise.all([restock(5), restock(5)])
  await restock(9)
  expect((await subjects()).filter(([who]) => who === 'ines')).toEqual([['ines', 'Back in stock: Socks']])
  await restock(1)
  await moveOrder(staff(), program, origin, order, { do: 'cancel', why: 'The wrong color.' })
  expect((await subjects()).filter(([who]) => who === 'ines')).toHaveLength(2)
})

test('[ST-14] a higher price holds after the notice period, and whoever wished for it is told; a lower one holds at once', async () => {
  const mug = await addReward(program, manager, { price: 100 }, { each: 9 })
  await setWish(staff(), program, ines, mug.form.slug, true)
  const save = (price: number) => saveReward(staff(), program, origin, { id: mug.id, form: rewardForm({ ...formOf(mug.form), price }), variants: [] })
  expect(await save(200)).toMatchObject({ kind: 'saved', announced: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) })
  const price = async (now = new Date()) => (await readShelf(program, ines, null, now)).lines[0]?.price
  expect([await price(), await price(later(13)), await price(later(15))]).toEqual([100, 100, 200])
  expect(await subjects()).toEqual([['ines', expect.stringContaining('will cost more from')]])
  expect(await sweepStore(program, origin, later(15))).toMatchObject({ prices: 1 })
  expect(await save(50)).toMatchObject({ announced: null })
  expect(await price()).toBe(50)
  expect(isDearer({ price: 100, offers: [{ level: 2, price: 80 }] }, { price: 100, offers: [] })).toBe(true)
  expect(isDearer({ price: 100, offers: [{ level: 2, price: 80 }] }, { price: 70, offers: [] })).toBe(false)
})

const formOf = ({ cost, taxValue, served, dutyFree, countries, pictures, ...form }: ReturnType<typeof rewardForm>) => ({
  ...form,
  cost: cost / 100,
  taxValue: taxValue / 100,
  served: served.join(' '),
  dutyFree: dutyFree.join(' '),
  countries: countries.join(' '),
  pictures: pictures.join(' '),
})

test('[ST-07, F11] origin, whether a country is served, duties and days are said before anything is spent', () => {
  const sent = rewardForm({ served: 'EU BR', dutyFree: 'EU', dutiesNote: 'Often 60 % in Brazil.' })
  const form = { ...sent, shipsFrom: 'DE', daysLeast: 3, daysMost: 5 }
  const truth = (country: string | null) => shippingTruth(form, country, countryName)
  expect(truth('BR')).toMatchObject({
    from: 'Germany',
    to: 'Brazil',
    served: true,
    duties: 'possible',
    dutiesWords: expect.stringContaining('60 %'),
    days: '3 to 5 days',
  })
  expect(truth('PT')).toMatchObject({ served: true, duties: 'none' })
  expect(truth('US')).toMatchObject({ served: false })
  expect(truth(null)).toMatchObject({ served: null, duties: 'unknown' })
  expect(shippingTruth({ ...form, kind: 'donation' }, 'BR', countryName)).toBeNull()
  expect(() => rewardForm({ shipsFrom: undefined })).toThrow('sent from')
})

test('[ST-12, PV-04] an address is sealed, written as its country writes it, and gone some days after delivery while the order stays', async () => {
  expect(addressLines(address(), 'Germany')).toEqual(['Ines Wolf', 'Torstraße 12', '10119 Berlin', 'GERMANY'])
  expect(addressSchema.safeParse(address({ postcode: '1011' })).error?.issues[0]?.path).toEqual(['postcode'])
  expect(addressSchema.safeParse(address({ country: 'HK', postcode: '' })).success).toBe(true)
  expect(addressSchema.safeParse(address({ country: 'US', postcode: '94110' })).error?.issues[0]?.path).toEqual(['region'])
  const mug = await addReward(program, manager)
  const order = await buy(ines, mug, { address: address() })
  const twin = await buy(omar, mug, { address: address({ lineOne: 'TORSTR. 12', name: 'Omar' }) })
  expect(await neighborsOf(1, twin)).toEqual([ines])
  const [kept] = await sqlAlone<{ sealed: Buffer; hash: string }>('SELECT sealed, hash FROM order_address WHERE order_id = $1', [order])
  expect([kept?.sealed.toString('latin1').includes('Torstra'), kept?.hash.length]).toEqual([false, 64])
  await moveOrder(staff(), program, origin, order, { do: 'pack' })
  await moveOrder(staff(), program, origin, order, { do: 'deliver' })
  expect(await sweepStore(program, origin, later(29))).toMatchObject({ erased: 0 })
  expect(await sweepStore(program, origin, later(31))).toMatchObject({ erased: 1 })
  expect(await sqlAlone('SELECT order_id AS id FROM order_address')).toEqual([{ id: twin }])
  expect(await sqlAlone('SELECT state, country FROM store_order WHERE id = $1', [order])).toEqual([{ state: 'delivered', country: 'DE' }])
})

test('[ST-04] an order that nobody decides about ends by itself with everything back, once', async () => {
  const mug = await addReward(program, manager, { approval: 'manual' }, { each: 1 })
  await buy(ines, mug)
  expect(await sweepStore(program, origin, later(13))).toMatchObject({ expired: 0 })
  const swept = await Promise.all([sweepStore(program, origin, later(15)), sweepStore(program, origin, later(15))])
  expect(swept.reduce((sum, one) => sum + one.expired, 0)).toBe(1)
  expect(await sqlAlone('SELECT spendable, held FROM balance WHERE member_id = $1', [ines])).toEqual([{ spendable: 500, held: 0 }])
  expect(await sqlAlone('SELECT stocked, held FROM variant WHERE id = $1', [mug.variants[0]])).toEqual([{ stocked: 1, held: 0 }])
  expect(await brokenInvariants()).toEqual([])
})

test('[LE-06] points that were spent before they were taken back follow the policy: debt or write-off, and boards never go below zero', async () => {
  const mug = await addReward(program, manager, { price: 450 }, { each: 9 })
  for (const debt of ['owe', 'write_off'] as const) {
    const person = await addMember(debt)
    await trust([person])
    await givePoints(program, manager, [person], 500)
    await changePolicy(staff(), { ...firstPolicy, debt })
    const order = await buy(person, mug)
    await moveOrder(staff(), program, origin, order, { do: 'pack' })
    await moveOrder(staff(), program, origin, order, { do: 'deliver' })
    const [bulk] = await sqlAlone<{ id: number }>('SELECT max(id) AS id FROM bulk_award')
    expect(await undoMany(staff(), Number(bulk!.id), program, origin)).toMatchObject({ kind: 'undone' })
    const [sum] = await sqlAlone('SELECT spendable, held, debt, lifetime FROM balance WHERE member_id = $1', [person])
    expect(sum).toEqual({ spendable: 0, held: 0, debt: debt === 'owe' ? 450 : 0, lifetime: 0 })
    expect(await redeemReward(purchase(person, mug), program, origin)).toMatchObject({ kind: 'too_few_points' })
  }
  expect(await sqlAlone('SELECT 1 FROM board_score WHERE points < 0')).toEqual([])
  expect(await brokenInvariants()).toEqual([])
})

test('[ST-15] points set aside are spent from the oldest, and what comes back is new: expiry never takes what lies aside', async () => {
  await changePolicy(
    staff(),
    policyFrom({ debt: 'owe', expires: true, months: 1, firstWarning: 20, secondWarning: 5, worth: undefined, worthUnit: '' }),
  )
  const mug = await addReward(program, manager, { approval: 'manual', price: 450 }, { each: 9 })
  const order = await buy(ines, mug)
  expect(
    lotsOf([
      { at: new Date(0), change: 500 },
      { at: new Date(1), change: -450 },
    ]),
  ).toEqual([{ at: new Date(0), left: 50 }])
  for (let ahead = 1; ahead < 90; ahead += 1) await expirePoints(program, origin, later(ahead))
  expect(await sqlAlone('SELECT spendable, held, lifetime FROM balance WHERE member_id = $1', [ines])).toEqual([
    { spendable: 0, held: 450, lifetime: 500 },
  ])
  await moveOrder(staff(), program, origin, order, { do: 'reject', why: 'Out of the country.' }, later(91))
  expect(await sqlAlone('SELECT spendable, held FROM balance WHERE member_id = $1', [ines])).toEqual([{ spendable: 450, held: 0 }])
  expect(await brokenInvariants()).toEqual([])
})

test('[ST-16] a donation is an order without shipping, and thanks in public only whoever agreed', async () => {
  const trees = await addReward(program, manager, { kind: 'donation', title: 'Trees', benefits: 'the forest' }, { each: Infinity })
  await buy(ines, trees, { address: null, publicThanks: true })
  await buy(omar, trees, { address: null })
  expect(await sqlAlone('SELECT state, public_thanks AS thanks FROM store_order ORDER BY id')).toEqual([
    { state: 'delivered', thanks: true },
    { state: 'delivered', thanks: false },
  ])
  expect(await subjects()).toEqual([
    ['ines', 'Thank you: Trees'],
    ['omar', 'Thank you: Trees'],
  ])
})

test('[ST-05, ST-11, ST-13, MA-01] staff finds orders, sends tables without formulas, takes tracking in, and reads the figures of any day', async () => {
  const mug = await addReward(program, manager, { title: '=HYPERLINK("x")', cost: 8 })
  const order = await buy(ines, mug)
  expect(csvText([['=1+1', 5, '@x', 'plain, "quoted"']])).toBe('\uFEFF\'=1+1,5,\'@x,"plain, ""quoted"""\r\n')
  expect(trackingFrom(`order,carrier\n${order},DHL,0034,https://dhl.test/1\nnonsense,DHL\n7,DHL,1,javascript:alert(1)`)).toEqual([
    { line: 2, order, carrier: 'DHL', number: '0034', url: 'https://dhl.test/1' },
    { line: 3, fault: '“nonsense” is not the number of an order' },
    { line: 4, fault: 'the link does not begin with https://' },
  ])
  const found = await findOrders(1, { states: [], text: String(order), members: [], before: null, limit: 10 })
  expect(found.map((row) => row.id)).toEqual([order])
  expect(await figuresAt(1, new Date())).toMatchObject({ orders: 1, members: 1, pointsHeld: 100, pointsSpent: 0, cost: 800, lastMile: null })
  expect(await figuresAt(1, later(-1))).toMatchObject({ orders: 0, cost: 0 })
  await moveOrder(staff(), program, origin, order, { do: 'pack' })
  await moveOrder(staff(), program, origin, order, { do: 'deliver' })
  expect(await figuresAt(1, new Date())).toMatchObject({ pointsHeld: 0, pointsSpent: 100, lastMile: 1, givenBack: 0 })
})

test('[ST-01, ST-04] a raffle is drawn once, as anybody can compute again; winners are packed, all others end as was declared before', async () => {
  const drawsAt = later(5)
  const people = [ines, omar, await addMember('yuki'), await addMember('sam')]
  await givePoints(program, manager, people.slice(2), 500)
  await trust(people)
  const raffleOf = async (losers: 'spent' | 'back') => {
    const reward = await addReward(
      program,
      manager,
      { kind: 'raffle', title: 'A keyboard', price: 50, drawsAt, winners: 1, losers },
      { each: Infinity },
    )
    const orders = []
    for (const person of people) orders.push(await buy(person, reward, { address: null }))
    return { reward, orders }
  }
  const { reward, orders } = await raffleOf('back')
  const [announced] = await sqlAlone<{ hash: string }>('SELECT seed_hash AS hash FROM raffle')
  const again = { ...formOf(reward.form), losers: 'spent' }
  expect(await saveReward(staff(), program, origin, { id: reward.id, form: rewardForm(again), variants: [] })).toMatchObject({ kind: 'announced' })
  await moveOrder({ program: 1, by: ines }, program, origin, orders[0]!, { do: 'withdraw', why: '' })
  expect(await drawRewards(program, origin, later(4))).toBe(0)
  const drawn = await Promise.all([drawRewards(program, origin, later(6)), drawRewards(program, origin, later(6))])
  expect(drawn.sort()).toEqual([0, 1])
  const tickets = await sqlAlone<{ ticket: string; state: string }>(
    'SELECT s.ticket::text AS ticket, o.state FROM raffle_stub s JOIN store_order o ON o.id = s.order_id WHERE o.id <> $1 ORDER BY o.id',
    [orders[0]],
  )
  const [shown] = await sqlAlone<{ seed: string; entrants: number }>('SELECT seed, entrants FROM raffle')
  expect([hashOfSeed(shown!.seed), shown!.entrants]).toEqual([announced!.hash, 3])
  const [first] = drawOrder(
    shown!.seed,
    tickets.map((one) => one.ticket),
  )
  for (const { ticket, state } of tickets) expect(state).toBe(ticket === first ? 'in_fulfillment' : 'cancelled')
  const purses = await sqlAlone<{ spendable: number; held: number }>(
    'SELECT spendable, held FROM balance WHERE member_id = ANY($1::bigint[]) ORDER BY held',
    [people],
  )
  expect(purses.map(({ spendable, held }) => [spendable, held])).toEqual([...[1, 2, 3].map(() => [500, 0]), [450, 50]])
  const won = orders[tickets.findIndex((one) => one.ticket === first) + 1]!
  const winner = people[orders.indexOf(won)]!
  expect(await giveAddress({ program: 1, by: people.find((one) => one !== winner)! }, won, address())).toMatchObject({ kind: 'not_found' })
  expect(await giveAddress({ program: 1, by: winner }, won, address())).toEqual({ kind: 'kept' })
  expect(await buy(ines, reward, { address: null }).catch((fault: Error) => fault.message)).toContain('not on the shelf')
  await raffleOf('spent')
  await drawRewards(program, origin, later(7))
  expect(await sqlAlone('SELECT state, count(*)::int AS count FROM store_order WHERE reward_id <> $1 GROUP BY 1 ORDER BY 1', [reward.id])).toEqual([
    { state: 'delivered', count: 3 },
    { state: 'in_fulfillment', count: 1 },
  ])
  expect((await subjects()).filter(([, heading]) => heading === 'You won: A keyboard')).toHaveLength(2)
  expect(await brokenInvariants()).toEqual([])
  expect(await replayLedger(program)).toMatchObject({ differsIn: null })
})
