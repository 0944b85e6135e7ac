import { createHash } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { Fulfiller } from '#app/contract/fulfiller.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { fulfillerHealth, handedOf } from '#app/domain/store/queries/fulfillers.server.ts'
import { askFulfiller } from '#app/flows/ask-fulfiller.server.ts'
import { handOverOrders } from '#app/flows/hand-over-orders.server.ts'
import { moveOrder } from '#app/flows/move-order.server.ts'
import { receiveTidings } from '#app/flows/receive-tidings.server.ts'
import { redeemReward } from '#app/flows/redeem-reward.server.ts'
import { retryHandOver } from '#app/flows/retry-hand-over.server.ts'
import { setUpFulfiller } from '#app/flows/set-up-fulfiller.server.ts'
import { forgetEnv } from '#app/foundation/env.ts'
import { fulfillerById, fulfillers } from '#integrations/fulfillers.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, openHub } from '#tests/support/hub.ts'
import { brokenInvariants } from '#tests/support/invariants.ts'
import { mails } from '#tests/support/people.ts'
import { addReward, givePoints, origin, purchase, trust } from '#tests/support/shop.ts'
import { openVendors, type VendorPeer } from '#tests/support/vendors.ts'

delete process.env.OUTBOUND_PRIVATE
forgetEnv()
let peers: VendorPeer[]
let program: Program
let manager: number
let ines: number
beforeAll(async () => {
  peers = await openVendors()
})
afterAll(() => Promise.all(peers.map((peer) => peer.close())))
beforeEach(async () => {
  await resetDatabase()
  for (const peer of peers) peer.orders.length = peer.moods.length = peer.calls.length = 0
  program = await openHub()
  manager = await addMember('manager', { linked: false })
  ines = await addMember('ines')
  await givePoints(program, manager, [ines], 1000)
  await trust([ines])
})

const staff = () => ({ program: 1, by: manager })
const of = (peer: VendorPeer): Fulfiller => fulfillerById(peer.id) as Fulfiller
let clock = 0
/** Runs the errands that are due, an hour later each time, so that every wait is over. */
const errands = (peer: VendorPeer) => {
  clock += 2
  return errandsAgain(peer)
}
const errandsAgain = (peer: VendorPeer) => handOverOrders(program, origin, fulfillers, peer.reach, new Date(Date.now() + clock * 3_600_000))

async function shop(peer: VendorPeer): Promise<() => Promise<number>> {
  clock = 0
  await sqlAlone('INSERT INTO store_policy (program_id, burst) VALUES (1, 100)')
  await setUpFulfiller(staff(), of(peer), peer.access)
  const code = peer.id === 'tremendous'
  const reward = await addReward(
    program,
    manager,
    { title: 'A gift', fulfiller: peer.id, settings: peer.settings, ...(code ? { kind: 'code' } : {}) },
    { each: code ? Infinity : 9 },
  )
  await sqlAlone(`UPDATE variant SET sku = '4711' WHERE reward_id = $1`, [reward.id])
  return async () => {
    const done = await redeemReward(purchase(ines, reward, code ? { address: null } : {}), program, origin)
    if (!('orderId' in done)) throw new Error(done.message)
    return done.orderId
  }
}

const stateOf = async (id: number) => (await sqlAlone<{ state: string }>('SELECT state FROM store_order WHERE id = $1', [id]))[0]?.state
const purse = async () => (await sqlAlone('SELECT spendable, held FROM balance WHERE member_id = $1', [ines]))[0]
const tell = (peer: VendorPeer, { headers, body }: { headers: Record<string, string>; body: Buffer }) =>
  receiveTidings(program, origin, of(peer), { headers, body, receivedAt: new Date(), digest: createHash('sha256').update(body).digest('hex') })
const whole = { spendable: 1000, held: 0 }
const setAside = { spendable: 900, held: 100 }
const spent = { spendable: 900, held: 0 }

test('every fulfiller has an id of its own, five steps, plain words, and reads what it verifies', () => {
  const ids = ['manual', 'codes', ...fulfillers.map((fulfiller) => fulfiller.id)]
  expect(new Set(ids).size).toBe(ids.length)
  for (const { id, setup, access, about } of fulfillers) {
    expect(id).toMatch(/^[a-z][a-z0-9-]*$/)
    expect([id, setup.steps.length]).toEqual([id, 5])
    expect(access.length).toBeGreaterThan(0)
    expect(about.length).toBeLessThan(160)
  }
})

for (const id of fulfillers.map((fulfiller) => fulfiller.id)) {
  const peerOf = (): VendorPeer => peers.find((peer) => peer.id === id) as VendorPeer

  test(`[ST-10] ${id}: two workers, a fault, and an answer lost after it was taken make one order there, with the least of data`, async () => {
    const peer = peerOf()
    const buy = await shop(peer)
    const first = await buy()
    await Promise.all([errandsAgain(peer), errandsAgain(peer)])
    expect(await errands(peer)).toBe(0)
    expect(peer.orders).toHaveLength(1)
    expect(await handedOf(1, first)).toMatchObject({ state: 'sent', attempts: 1, reference: expect.stringMatching(/1000/) })
    expect([await stateOf(first), await purse()]).toEqual(['in_fulfillment', setAside])
    const told = JSON.stringify(peer.orders[0]?.body)
    expect(told.includes('Street')).toBe(of(peer).needs.includes('address'))
    expect(told.includes('ines@')).toBe(of(peer).needs.includes('email'))
    const second = await buy()
    peer.moods.push('fault')
    await errands(peer)
    expect(await handedOf(1, second)).toMatchObject({ state: 'waiting', error: expect.stringContaining('500') })
    peer.moods.push('lost_answer')
    await errands(peer)
    expect(await handedOf(1, second)).toMatchObject({ state: 'waiting', reference: null })
    await errands(peer)
    expect(await handedOf(1, second)).toMatchObject({ state: 'sent', attempts: 3, error: null, reference: expect.stringMatching(/1001/) })
    expect(peer.orders).toHaveLength(2)
    const third = await buy()
    peer.moods.push('refuses')
    await errands(peer)
    expect(await handedOf(1, third)).toMatchObject({ state: 'failed', error: expect.stringContaining('422') })
    expect(await retryHandOver(staff(), third, 'again')).toEqual({ kind: 'done' })
    await errands(peer)
    expect([peer.orders.length, (await handedOf(1, third))?.state]).toEqual([3, 'sent'])
    expect(await brokenInvariants()).toEqual([])
  })

  test(`[ST-10, ST-04] ${id}: stopped before it was sent, before it was made, and too late; points come back once or not at all`, async () => {
    const peer = peerOf()
    const buy = await shop(peer)
    const stop = (order: number) => moveOrder(staff(), program, origin, order, { do: 'cancel', why: 'You wrote to us that you moved.' })
    const early = await buy()
    expect(await stop(early)).toEqual({ kind: 'moved', state: 'cancelled' })
    expect([await errands(peer), peer.orders.length, await purse()]).toEqual([0, 0, whole])
    const middle = await buy()
    await errands(peer)
    expect(await moveOrder(staff(), program, origin, middle, { do: 'missing', why: 'Nothing is there.' })).toMatchObject({ kind: 'not_allowed' })
    expect(await stop(middle)).toEqual({ kind: 'asked' })
    expect(await stop(middle)).toMatchObject({ kind: 'not_allowed' })
    expect([await stateOf(middle), await purse()]).toEqual(['in_fulfillment', setAside])
    peer.moods.push('lost_answer')
    await errands(peer)
    await errands(peer)
    expect([await stateOf(middle), peer.orders[0]?.state, await purse()]).toEqual(['cancelled', 'cancelled', whole])
    const late = await buy()
    await errands(peer)
    peer.orders[1]!.state = 'shipped'
    await stop(late)
    await errands(peer)
    expect([await stateOf(late), await purse()]).toEqual(['in_fulfillment', setAside])
    expect(await handedOf(1, late)).toMatchObject({ state: 'sent', error: expect.stringContaining('Too late') })
    await tell(peer, peer.message(peer.orders[1]!, 'cancelled'))
    await tell(peer, peer.message(peer.orders[1]!, 'cancelled'))
    expect([await stateOf(late), await purse()]).toEqual(['cancelled', whole])
    expect((await mails()).filter((mail) => mail.fill.heading === 'Cancelled: A gift')).toHaveLength(3)
    expect(await brokenInvariants()).toEqual([])
  })

  test(`[ST-11] ${id}: what it tells moves the order once, whatever comes twice or late; what nothing proves is refused`, async () => {
    const peer = peerOf()
    const buy = await shop(peer)
    const order = await buy()
    await errands(peer)
    const about = peer.orders[0]!
    const forged = peer.message(about, 'delivered')
    const [name = '', proof = ''] = Object.entries(forged.headers).find(([header]) => /signature|hmac/.test(header)) ?? []
    expect(await tell(peer, { ...forged, headers: { ...forged.headers, [name]: proof.replace(/.{4}$/, 'AAAA') } })).toMatchObject({
      kind: 'bad_signature',
    })
    expect(await tell(peer, { ...forged, body: Buffer.from(forged.body.toString().replace('10', '11')) })).toMatchObject({ kind: 'bad_signature' })
    expect(await tell(peer, { headers: {}, body: forged.body })).toMatchObject({ kind: 'bad_signature' })
    expect((await fulfillerHealth(1))[0]?.refusedAt).not.toBeNull()
    // Whoever fills a cart can write our id into it; the number of the order is the shop's.
    if (id === 'shopify')
      expect(await tell(peer, peer.message({ ...about, id: 5 }, 'cancelled'))).toMatchObject({ outcome: 'It names no order of ours.' })
    if (id !== 'tremendous') {
      for (const parcel of ['71', '71', '72', '71']) expect(await tell(peer, peer.message(about, 'shipped', parcel))).toMatchObject({ kind: 'heard' })
      expect([await stateOf(order), await purse()]).toEqual(['shipped', spent])
      expect(await sqlAlone('SELECT parcel, number, url FROM shipment ORDER BY parcel')).toEqual([
        { parcel: '71', number: '0071', url: 'https://dhl.test/71' },
        { parcel: '72', number: '0072', url: 'https://dhl.test/72' },
      ])
      expect((await mails()).map((mail) => mail.fill.heading)).toEqual(expect.arrayContaining(['On its way: A gift', 'One more parcel: A gift']))
      await tell(peer, peer.message(about, 'delivered', '71'))
      expect(await stateOf(order)).toBe('shipped')
    }
    for (let times = 0; times < 2; times += 1) await tell(peer, peer.message(about, 'delivered', id === 'tremendous' ? undefined : '72'))
    expect([await stateOf(order), await purse(), (await handedOf(1, order))?.state]).toEqual(['delivered', spent, 'done'])
    expect((await mails()).filter((mail) => mail.fill.heading === 'Delivered: A gift' || mail.fill.heading === 'Here it is: A gift')).toHaveLength(1)
    if (id !== 'tremendous') {
      for (let times = 0; times < 2; times += 1) await tell(peer, peer.message(about, 'returned'))
      expect([await stateOf(order), await purse()]).toEqual(['returned', whole])
      expect(await tell(peer, peer.message(about, 'shipped', '73'))).toMatchObject({ outcome: expect.stringContaining('Somebody has to look') })
    }
    expect(await tell(peer, peer.message({ ...about, id: 5, externalId: 'somebody-else' }, 'delivered'))).toMatchObject({
      outcome: 'It names no order of ours.',
    })
    expect(await sqlAlone(`SELECT 1 FROM fulfiller_message WHERE outcome LIKE '%Street%'`)).toEqual([])
    expect(await brokenInvariants()).toEqual([])
  })
}

test('[ST-10] what a manager enters is sealed, a test is told in a sentence, and the key of messages comes by itself', async () => {
  const own = peers.find((peer) => peer.id === 'webhook-out')!
  for (const url of ['http://warehouse.test/orders', 'ftp://warehouse.test', 'https://'])
    expect(await setUpFulfiller(staff(), of(own), { url }), url).toMatchObject({ kind: 'not_an_address' })
  const done = await setUpFulfiller(staff(), of(own), { url: own.access.url! })
  expect('made' in done && done.made).toMatch(/^whsec_[A-Za-z0-9+/=]{40,}$/)
  for (const peer of peers) await setUpFulfiller(staff(), of(peer), peer.access)
  const sealed = await sqlAlone<{ sealed: Buffer }>('SELECT sealed FROM fulfiller_account')
  expect(sealed.map((row) => row.sealed.toString('latin1')).join()).not.toMatch(/pf-key|TEST_key|shopify-secret|whsec|warehouse/)
  const tested = await Promise.all(peers.map((peer) => askFulfiller(staff(), of(peer), { do: 'test' }, peer.reach)))
  expect(tested.map(({ well }) => well)).toEqual([true, true, true, true])
  expect(peers.flatMap((peer) => peer.orders)).toEqual([])
  peers[0]!.moods.push('fault')
  expect(await askFulfiller(staff(), of(peers[0]!), { do: 'test' }, peers[0]!.reach)).toMatchObject({
    well: false,
    words: expect.stringContaining('500'),
  })
  expect(await askFulfiller(staff(), of(peers[0]!), { do: 'test' }, () => Promise.reject(new Error('It did not answer.')))).toMatchObject({
    well: false,
  })
  for (const peer of peers.slice(0, 3))
    expect(await askFulfiller(staff(), of(peer), { do: 'connect', url: 'https://hub.test/x' }, peer.reach)).toMatchObject({ well: true })
  expect((await fulfillerHealth(1)).map(({ fulfiller, testedWell }) => [fulfiller, testedWell])).toEqual([
    ['printful', null],
    ['shopify', null],
    ['tremendous', null],
    ['webhook-out', true],
  ])
})

test('[ST-11] webhook-out: what the hub sent itself proves nothing when it is posted back', async () => {
  const own = peers.find((peer) => peer.id === 'webhook-out')!
  const [access, body] = [own.access, Buffer.from(JSON.stringify({ type: 'order.cancelled', data: { externalId: 'laurel-1-abc' } }))]
  const signedAs = (id: string) => {
    const at = new Date()
    const proof = new Webhook(access.secret!).sign(id, at, body.toString())
    const headers = { 'webhook-id': id, 'webhook-timestamp': String(Math.floor(at.getTime() / 1000)), 'webhook-signature': proof }
    return of(own).verify({ headers, body, receivedAt: at, digest: '' }, access)
  }
  expect(['msg-1', 'laurel-1-abc', 'laurel-1-abc-stop', 'test-1791100800000', 'x-stop'].map(signedAs)).toEqual([true, false, false, false, false])
})

test('[ST-11] of messages that nothing proves one a minute is noted, whatever number of them comes', async () => {
  const peer = peers.find((one) => one.id === 'printful')!
  await setUpFulfiller(staff(), of(peer), peer.access)
  const forge = async (): Promise<boolean> => {
    await sqlAlone('UPDATE fulfiller_account SET refused_at = NULL')
    expect(await tell(peer, { headers: {}, body: Buffer.from('{}') })).toMatchObject({ kind: 'bad_signature' })
    return (await sqlAlone('SELECT 1 FROM fulfiller_account WHERE refused_at IS NOT NULL')).length > 0
  }
  const later = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 3_600_000)
  const noted = [await forge(), await forge(), await forge()]
  later.mockReturnValue(performance.now() + 61_000)
  noted.push(await forge())
  later.mockRestore()
  expect(noted).toEqual([true, false, false, true])
})
