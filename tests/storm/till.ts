// The till in the process that the storm kills, and the buyers who come again with the same form until they are answered.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { programById } from '#app/domain/programs/queries.server.ts'
import type { Purchase } from '#app/domain/store/purchase.ts'
import { moveOrder } from '#app/flows/move-order.server.ts'
import { redeemReward } from '#app/flows/redeem-reward.server.ts'
import { addMember } from '#tests/support/hub.ts'
import { addReward, givePoints, purchase, trust } from '#tests/support/shop.ts'

/** Rings up the purchase in a request. */
export async function till(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const program = await programById(1)
  const done = program && (await redeemReward(JSON.parse(Buffer.concat(parts).toString()) as Purchase, program, 'http://localhost:3000'))
  response.writeHead(done ? 200 : 503).end(JSON.stringify(done))
}

/** A shelf and somebody who buys. */
export type Shop = {
  program: Program
  manager: number
  buyer: number
  mug: { id: number; variants: number[] }
  bought: Set<string>
  givenBack: number
}

/** Opens the shelf before the storm. */
export async function openShop(program: Program): Promise<Shop> {
  const manager = await addMember('buyer-manager', { linked: false })
  const buyer = await addMember('buyer-ada')
  await givePoints(program, manager, [buyer], 1_000_000)
  await trust([buyer])
  await sqlAlone('INSERT INTO store_policy (program_id, burst) VALUES (1, 10000)')
  const mug = await addReward(program, manager, { price: 10 }, { each: 10_000 })
  return { program, manager, buyer, mug, bought: new Set(), givenBack: 0 }
}

/** Buys a few things during a cycle and goes on until it is `over`; every second one is cancelled again. Each form is sent until it is answered. */
export async function goShopping(shop: Shop, port: number, over: () => boolean): Promise<void> {
  for (let n = 0; n < 6 || !over(); n += 1) {
    const form = purchase(shop.buyer, shop.mug)
    const order = await untilAnswered(async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/till`, { method: 'POST', body: JSON.stringify(form), signal: AbortSignal.timeout(8_000) })
      return ((await answer.json()) as { orderId: number }).orderId
    })
    shop.bought.add(form.key)
    if (n % 2 === 1) {
      const back = () =>
        moveOrder({ program: 1, by: shop.manager }, shop.program, 'http://localhost:3000', order, { do: 'cancel', why: 'The storm asked for it.' })
      await untilAnswered(back)
      shop.givenBack += 1
    }
    await sleep(Math.random() * 120)
  }
}

/** What is wrong at the till: a form that made no order or two, points or units that do not fit the orders. */
export async function checkTill(shop: Shop): Promise<string[]> {
  const orders = await sqlAlone<{ key: string; state: string }>('SELECT key, state FROM store_order')
  const keys = new Set(orders.map((order) => order.key))
  const open = orders.filter((order) => order.state === 'approved').length
  const [sum] = await sqlAlone<{ spendable: number; held: number }>('SELECT spendable, held FROM balance WHERE member_id = $1', [shop.buyer])
  const [unit] = await sqlAlone<{ held: number }>('SELECT held FROM variant')
  const missing = [...shop.bought].filter((key) => !keys.has(key)).length
  return [
    ...(missing > 0 ? [`${missing} purchases were acknowledged and are not there`] : []),
    ...(orders.length === shop.bought.size ? [] : [`${shop.bought.size} forms made ${orders.length} orders`]),
    ...(open === orders.length - shop.givenBack ? [] : [`${open} orders are open of ${orders.length}, and ${shop.givenBack} were cancelled`]),
    ...(sum?.held === open * 10 && sum.spendable === 1_000_000 - open * 10
      ? []
      : [`${open} open orders, ${sum?.held} points held, ${sum?.spendable} left`]),
    ...(unit?.held === open ? [] : [`${open} open orders, ${unit?.held} units held`]),
  ]
}

async function untilAnswered<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (const until = Date.now() + 60_000; ; await sleep(80)) {
    try {
      return await ask()
    } catch (fault) {
      if (Date.now() > until) throw fault
    }
  }
}
