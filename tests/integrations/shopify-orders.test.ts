import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Delivery } from '#app/contract/adapter.ts'
import type { HandOver, Vendor } from '#app/contract/fulfiller.ts'
import { shopifyOrders as shopify } from '#integrations/shopify/fulfiller.ts'
import { numberOf } from '#tests/support/shopify-peer.ts'
import { openVendors, type VendorPeer } from '#tests/support/vendors.ts'

let peers: VendorPeer[]
let peer: VendorPeer
beforeAll(async () => {
  peers = await openVendors()
  peer = peers.find((one) => one.id === 'shopify') as VendorPeer
})
afterAll(() => Promise.all(peers.map((one) => one.close())))
beforeEach(() => void (peer.orders.length = peer.moods.length = peer.calls.length = 0))

const vendor = (access: Record<string, string> = {}): Vendor => ({ access: { ...peer.access, ...access }, reach: peer.reach, now: new Date() })
let ids = 0
const order = (change: Partial<HandOver['item']> = {}): HandOver => ({
  externalId: `laurel-7-${(ids += 1)}`,
  order: 7,
  item: { title: 'Mug', choice: 'Green', sku: '44', quantity: 1, value: 900, unit: 'EUR', ...change },
  settings: peer.settings,
  address: { name: 'Ines Maria Costa', lineOne: 'Rua 1', lineTwo: '', city: 'Porto', region: '', postcode: '4000-001', country: 'PT', phone: '' },
  email: null,
  name: 'Ines Maria Costa',
})
const reading = (value: object) => {
  const body = Buffer.from(JSON.stringify(value).replace(/"@(\d+)"/g, '$1'))
  return shopify.read({ headers: {}, body, receivedAt: new Date('2026-11-22T10:00:00Z'), digest: '' } satisfies Delivery)
}

test('[ST-10] an order in the shop costs nothing, carries our id twice, and is sent to the person by name', async () => {
  const one = order()
  expect(await shopify.handOver(one, vendor())).toEqual({ kind: 'taken', reference: numberOf({ id: 1000 }) })
  expect(peer.orders[0]?.body.variables).toMatchObject({
    input: {
      tags: ['laurel', one.externalId],
      customAttributes: [{ key: 'laurel', value: one.externalId }],
      appliedDiscount: { value: 100, valueType: 'PERCENTAGE' },
      taxExempt: true,
      note: 'Reward, order 7: Mug (Green).\nPut a card in.',
      lineItems: [{ variantId: 'gid://shopify/ProductVariant/44', quantity: 1 }],
      shippingAddress: { firstName: 'Ines Maria', lastName: 'Costa', address1: 'Rua 1', countryCode: 'PT', zip: '4000-001' },
    },
  })
})

test('[ST-10] an answer lost after the draft became an order, and two tries at once, make one order', async () => {
  const one = order()
  peer.moods.push('well', 'lost_answer')
  await expect(shopify.handOver(one, vendor())).rejects.toThrow()
  expect(await shopify.handOver(one, vendor())).toEqual({ kind: 'taken', reference: numberOf({ id: 1000 }) })
  const two = order()
  const both = await Promise.all([shopify.handOver(two, vendor()), shopify.handOver(two, vendor())])
  expect(new Set(both.map((said) => said.kind === 'taken' && said.reference)).size).toBe(1)
  expect(peer.orders.map((made) => made.externalId)).toEqual([one.externalId, two.externalId])
})

test('[ST-10] a draft that never became an order is thrown away; what the shop packs, refuses or does not know is told in words', async () => {
  const one = order()
  peer.moods.push('well', 'fault')
  expect(await shopify.handOver(one, vendor())).toMatchObject({ kind: 'again', why: expect.stringContaining('500') })
  expect(peer.orders).toHaveLength(1)
  expect(await shopify.cancel({ reference: null, externalId: one.externalId }, vendor())).toEqual({ kind: 'cancelled' })
  expect(peer.orders).toEqual([])
  expect(await shopify.handOver(order({ sku: 'MUG-GREEN' }), vendor())).toMatchObject({ kind: 'refused', why: expect.stringContaining('variant') })
  expect(await shopify.handOver(order(), vendor({ client_secret: 'other' }))).toMatchObject({ kind: 'refused', why: expect.stringContaining('know') })
  const before = peer.calls.length
  expect(await shopify.handOver(order(), vendor({ shop: 'evil.test' }))).toMatchObject({ kind: 'refused' })
  expect(peer.calls).toHaveLength(before)
  const answers = (code: string): Vendor['reach'] => {
    const text = JSON.stringify({ errors: [{ message: 'No.', extensions: { code } }] })
    return (url, init) => (url.includes('graphql') ? Promise.resolve({ status: 200, headers: {}, text }) : peer.reach(url, init))
  }
  expect(await shopify.handOver(order(), { ...vendor(), reach: answers('THROTTLED') })).toMatchObject({ kind: 'again' })
  expect(await shopify.handOver(order(), { ...vendor(), reach: answers('ACCESS_DENIED') })).toMatchObject({ kind: 'refused' })
  expect(await shopify.test({ ...vendor(), reach: answers('ACCESS_DENIED') })).toMatchObject({ well: false, words: expect.stringContaining('No.') })
})

test('[ST-11] what Shopify tells is read by its shape, and numbers above 2^53 stay exact', () => {
  const parcel = { id: 5, order_id: '@9007199254741001', status: 'success', tracking_numbers: [], created_at: '2026-11-22T09:00:00Z' }
  const about = { reference: '9007199254741001' }
  expect(reading(parcel)).toMatchObject({ tidings: { kind: 'shipped', ...about, parcel: { id: '5', number: '' } } })
  expect(reading({ ...parcel, shipment_status: 'delivered' })).toMatchObject({ tidings: { kind: 'delivered', ...about, parcel: '5' } })
  expect(reading({ ...parcel, shipment_status: 'failure' })).toMatchObject({ tidings: { kind: 'failed', ...about } })
  expect(reading({ ...parcel, status: 'cancelled' })).toMatchObject({ tidings: { kind: 'failed', ...about } })
  expect(reading({ ...parcel, status: 'pending' })).toMatchObject({ kind: 'ignored' })
  const whole = { id: '@9007199254741001', financial_status: 'paid', note_attributes: [{ name: 'laurel', value: 'laurel-7-x' }] }
  expect(reading({ ...whole, fulfillments: [parcel] })).toMatchObject({ tidings: { kind: 'shipped', ...about, externalId: 'laurel-7-x' } })
  expect(reading({ ...whole, fulfillments: [] })).toMatchObject({ kind: 'ignored' })
  expect(reading({ fulfillment_id: 5, order_id: '@9007199254741001', status: 'in_transit' })).toMatchObject({ kind: 'ignored' })
  expect(reading({ admin_graphql_api_id: 'gid://shopify/Return/6', status: 'open', order: { id: 1 } })).toMatchObject({ kind: 'ignored' })
  expect(reading({ admin_graphql_api_id: 'gid://shopify/Product/6' })).toMatchObject({ kind: 'unsupported' })
  expect(reading({ financial_status: 'paid' })).toMatchObject({ kind: 'malformed' })
})
