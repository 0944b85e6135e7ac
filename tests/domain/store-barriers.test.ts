import { expect, test } from 'vitest'
import { type BarrierCode, type Shopper, barrierCodes, barriersTo } from '#app/domain/store/barriers.ts'
import { firstStorePolicy, reasonsToWait } from '#app/domain/store/caution.ts'
import { waitReasons } from '#app/domain/store/orders.ts'
import { type Reward, type Variant, priceFor } from '#app/domain/store/rewards.ts'

const now = new Date('2026-11-22T10:00:00Z')
const [before, later] = [new Date('2026-11-21T10:00:00Z'), new Date('2026-11-23T10:00:00Z')]
const variant = { id: 1, rewardId: 1, state: 'live', unlimited: false, stocked: 3, held: 1, sold: 1, lowAt: 5, size: '', color: '' } as Variant
const mug = {
  ...{ id: 1, kind: 'physical', state: 'live', price: 100, offers: [], minLevel: null, segmentId: null, badgeSlug: null, countries: [] },
  ...{ limitCount: null, limitPeriod: null, opensAt: null, closesAt: null, budget: null, cost: 800, served: [], drawsAt: null, shipsFrom: 'DE' },
} as unknown as Reward
const ines: Shopper = { id: 7, spendable: 100, level: 2, badges: new Set(['helper']), segments: new Set([4]), country: 'PT', orders: [] }
const names = { level: String, badge: String, segment: String, country: String, points: 'points' }
const between = (reward: Partial<Reward>, shopper: Partial<Shopper> = {}, part: Partial<Variant> = {}, spent = 0): BarrierCode[] => {
  const choice = { ...variant, ...part }
  const asked = { reward: { ...mug, ...reward }, variant: choice, variants: [choice], country: null, spent }
  return barriersTo(asked, { ...ines, ...shopper }, names, now, 'UTC').map((one) => one.code)
}

test('[ST-01, ST-06, ST-13] everything that can stand between a person and a reward does, alone and to the day, and nothing else does', () => {
  expect(between({})).toEqual([])
  const cases: Record<BarrierCode, BarrierCode[][]> = {
    not_there: [between({ state: 'retired' }), between({}, {}, { state: 'retired' }), between({}, {}, { rewardId: 2 })],
    not_yet: [between({ opensAt: later })],
    over: [between({ closesAt: now }), between({ closesAt: before })],
    sold_out: [between({}, {}, { held: 2 })],
    level: [between({ minLevel: 3 })],
    segment: [between({ segmentId: 5 })],
    badge: [between({ badgeSlug: 'founder' })],
    country: [between({ countries: ['DE'] })],
    not_served: [between({ served: ['DE', 'FR'] })],
    limit: [between({ limitCount: 1, limitPeriod: 'month' }, { orders: [{ rewardId: 1, at: before }] })],
    budget: [between({ budget: 1_500 }, {}, {}, 800)],
    too_few_points: [between({}, { spendable: 99 })],
  }
  for (const code of barrierCodes) for (const found of cases[code]) expect(found).toEqual([code])
  const open = [
    between(
      { opensAt: now, closesAt: later, minLevel: 2, segmentId: 4, badgeSlug: 'helper', countries: ['PT'], served: ['PT'], budget: 1_600 },
      {},
      {},
      800,
    ),
    between({ limitCount: 1, limitPeriod: 'month' }, { orders: [{ rewardId: 1, at: new Date('2026-10-31T23:59:00Z') }] }),
    between({ limitCount: 1, limitPeriod: 'ever' }, { orders: [{ rewardId: 2, at: before }] }),
  ]
  expect(open).toEqual([[], [], []])
})

test('[ST-06] the best price that a level or a group gives counts, and no other', () => {
  const offers = [
    { level: 2, price: 80 },
    { level: 5, price: 10 },
    { segment: 4, price: 70 },
    { segment: 9, level: 2, price: 5 },
  ]
  expect(priceFor({ price: 100, offers }, ines)).toBe(70)
  expect(priceFor({ price: 60, offers }, ines)).toBe(60)
  expect(priceFor({ price: 100, offers }, { level: 1, segments: new Set() })).toBe(100)
})

test('[ST-05, ST-13, AB-04, AB-05] each sign alone makes a person look: by hand, new here, high value, the year’s value, a shared address, many in a day', () => {
  const policy = { ...firstStorePolicy, yearlyLimit: 5_000 }
  const plain = { approval: 'auto', highValue: false, taxValue: 1_000 } as const
  const known = { trusted: null, daysHere: 30, delivered: 1, ordersToday: 0, yearValue: 4_000, sharedWith: 0 }
  const found = [
    reasonsToWait({ ...plain, approval: 'manual' }, known, policy),
    reasonsToWait(plain, { ...known, daysHere: 29 }, policy),
    reasonsToWait({ ...plain, highValue: true }, known, policy),
    reasonsToWait(plain, { ...known, yearValue: 4_001 }, policy),
    reasonsToWait(plain, { ...known, sharedWith: 1 }, policy),
    reasonsToWait(plain, { ...known, ordersToday: 2 }, policy),
  ]
  expect(found).toEqual(waitReasons.map((reason) => [reason]))
  expect(reasonsToWait(plain, known, policy)).toEqual([])
  expect(reasonsToWait(plain, { ...known, trusted: false }, policy)).toEqual(['untrusted'])
  expect(reasonsToWait(plain, { ...known, delivered: 0, trusted: true }, policy)).toEqual([])
})
