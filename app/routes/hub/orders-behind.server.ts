import type { OrderShown } from '#app/components/activities/types.ts'
import { orderPointsInWords, pointsIn } from '#app/domain/store/order-words.ts'
import { ordersInBrief } from '#app/domain/store/queries/orders.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'

type Ordered = { activityId: number; kind: string; url: string }

/** The orders behind lines of a ledger, by activity: where their points are now, in words. `page` is where an order can be read: `/orders` or `/manage/orders`. */
export async function ordersBehind(program: Program, words: readonly Ordered[], page = '/orders'): Promise<Map<number, OrderShown>> {
  const numbers = new Map(
    words.filter((word) => word.kind === 'hub:reward.ordered').map((word) => [word.activityId, Number(/^\/orders\/(\d+)$/.exec(word.url)?.[1] ?? 0)]),
  )
  const orders = new Map((await ordersInBrief(program.id, [...numbers.values()])).map((order) => [order.id, order]))
  return new Map(
    [...numbers].flatMap(([activityId, id]) => {
      const order = orders.get(id)
      if (!order) return []
      const sentence = `${orderPointsInWords(order, program.pointsName)} What was earned in all stays as it was.`
      return [[activityId, { points: pointsIn(order.state), amount: order.price, sentence, href: `${page}/${id}` }]]
    }),
  )
}
