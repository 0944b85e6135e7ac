import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Move } from '#app/domain/store/moves.ts'
import { type OrderState, allowedMoves, effectOfMove, openStates } from '#app/domain/store/orders.ts'
import { moveTargets } from '#app/domain/store/moves.ts'
import { moveOrder } from '#app/flows/move-order.server.ts'
import { redeemReward } from '#app/flows/redeem-reward.server.ts'
import { takeStock } from '#app/flows/take-stock.server.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, openHub } from '#tests/support/hub.ts'
import { brokenInvariants } from '#tests/support/invariants.ts'
import { addReward, givePoints, origin, purchase, trust } from '#tests/support/shop.ts'

const price = 100
const steps: readonly Move[] = [
  { do: 'approve' },
  { do: 'pack' },
  { do: 'deliver' },
  { do: 'ship', parcel: { id: 'p', carrier: '', number: '', url: '' } },
  ...(['reject', 'cancel', 'missing', 'return'] as const).map((what) => ({ do: what, why: 'For the model.' })),
]
type Step = { buy: number } | { count: number } | { move: number; order: number }
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ buy: fc.integer({ min: 0, max: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ count: fc.integer({ min: 0, max: 4 }) }) },
  { weight: 8, arbitrary: fc.record({ move: fc.integer({ min: 0, max: steps.length - 1 }), order: fc.nat(6) }) },
)

test('[ST-02, ST-04, I7, I8] whatever is bought, moved and counted in whatever order, points and units are where a small model says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 30 }), async (story) => {
      await resetDatabase()
      const program = await openHub()
      const manager = await addMember('manager', { linked: false })
      const people = [await addMember('ines'), await addMember('omar'), await addMember('yuki')]
      await givePoints(program, manager, people, 250)
      await trust(people)
      const mug = await addReward(program, manager, { approval: 'manual', price }, { each: 2 })
      const by = { program: 1, by: manager }
      const orders: { id: number; who: number; state: OrderState }[] = []
      const stock = { stocked: 2, held: 0, sold: 0 }
      const purses = people.map(() => ({ spendable: 250, held: 0 }))
      for (const one of story) {
        if ('count' in one) {
          const counted = await takeStock(by, program, origin, { variant: mug.variants[0] ?? 0, onShelf: one.count, reason: 'Counted' })
          if (counted.kind === 'counted') stock.stocked += counted.difference
          expect(counted.kind === 'counted').toBe(one.count >= stock.held)
        } else if ('buy' in one) {
          const purse = purses[one.buy]!
          const free = stock.stocked - stock.held - stock.sold > 0
          const done = await redeemReward(purchase(people[one.buy]!, mug), program, origin)
          expect(done.kind).toBe(!free ? 'sold_out' : purse.spendable < price ? 'too_few_points' : 'ordered')
          if (!('orderId' in done)) continue
          Object.assign(purse, { spendable: purse.spendable - price, held: purse.held + price })
          stock.held += 1
          const [row] = await sqlAlone<{ state: OrderState }>('SELECT state FROM store_order WHERE id = $1', [done.orderId])
          orders.push({ id: done.orderId, who: one.buy, state: row!.state })
        } else {
          const order = orders[one.order % Math.max(1, orders.length)]
          if (!order) continue
          const what = steps[one.move]!
          const to = moveTargets[what.do]
          const moved = await moveOrder(by, program, origin, order.id, what)
          expect([order.state, what.do, moved.kind]).toEqual([order.state, what.do, allowedMoves[order.state].includes(to) ? 'moved' : 'not_allowed'])
          if (moved.kind !== 'moved') continue
          const purse = purses[order.who]!
          const effect = effectOfMove(order.state, to)
          if (effect === 'spend') Object.assign(stock, { held: stock.held - 1, sold: stock.sold + 1 })
          if (effect === 'release') stock.held -= 1
          if (what.do === 'missing') stock.stocked -= 1
          if (effect === 'refund') stock.sold -= 1
          if (effect === 'spend' || effect === 'release') purse.held -= price
          if (effect === 'release' || effect === 'refund') purse.spendable += price
          order.state = to
        }
      }
      expect(await sqlAlone('SELECT stocked, held, sold FROM variant')).toEqual([stock])
      expect(stock.held).toBe(orders.filter((order) => openStates.includes(order.state)).length)
      const sums = await sqlAlone('SELECT spendable, held FROM balance WHERE member_id = ANY($1::bigint[]) ORDER BY member_id', [people])
      expect(sums).toEqual(purses)
      expect(await brokenInvariants()).toEqual([])
    }),
    { numRuns: Number(process.env.MODEL_RUNS ?? 12), endOnFailure: true },
  )
}, 120_000)
