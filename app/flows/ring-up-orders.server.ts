import { type Scope, lockSettling } from '#app/db/transaction.server.ts'
import type { Address } from '#app/contract/fulfiller.ts'
import { hubSource } from '#app/domain/activities/activities.ts'
import { recordHubFacts } from '#app/domain/activities/commands.server.ts'
import { post } from '#app/domain/ledger/commands.server.ts'
import { escrowLines } from '#app/domain/ledger/escrow.ts'
import { takeTurn } from '#app/domain/programs/commands.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { writeJudgements } from '#app/domain/rules/commands/settling.server.ts'
import type { NewOrder } from '#app/domain/store/orders.ts'
import type { Decided, Purchase } from '#app/domain/store/purchase.ts'
import { nextOrderIds, writeOrders } from '#app/domain/store/commands/orders.server.ts'
import { keepAddresses } from '#app/domain/store/commands/keeping.server.ts'
import { lockOrder, ordersKeyed } from '#app/domain/store/settling.server.ts'
import { decidePurchases } from './decide-purchases.server.ts'
import { passOn } from './pass-on.server.ts'
import { tellOrder } from './tell-order.server.ts'

/** What became of a purchase: an order, the one its key made before, or a refusal. */
export type Rung = { kind: 'ordered'; orderId: number } | { kind: 'done_before'; orderId: number } | Extract<Decided, { kind: 'refused' }>

/**
 * Rings up purchases one after another in one transaction, under the settling lock and in one turn: each is decided on what those before it left. Each key
 * makes one order. What it decides, the database checks again.
 */
export async function ringUpOrders(scope: Scope, program: Program, origin: string, purchases: readonly Purchase[]): Promise<Rung[]> {
  await lockSettling(scope)
  const before = await ordersKeyed(
    scope,
    purchases.map((purchase) => purchase.key),
  )
  const firsts = new Map(purchases.filter((purchase) => !before.has(purchase.key)).map((purchase) => [purchase.key, purchase]))
  const decided = await decidePurchases(scope, program, [...firsts.values()])
  const accepted = [...firsts.values()].flatMap((purchase, n) => {
    const one = decided[n]
    return one?.kind === 'accepted' ? [{ ...one.order, address: purchase.address }] : []
  })
  const made = accepted.length > 0 ? await write(scope, program, origin, accepted) : new Map<string, number>()
  const answers = new Map([...firsts.keys()].map((key, n) => [key, decided[n]]))
  return purchases.map((purchase): Rung => {
    const known = before.get(purchase.key)
    if (known) return { kind: 'done_before', orderId: known.id }
    const answer = answers.get(purchase.key)
    if (answer?.kind === 'refused') return answer
    const orderId = made.get(purchase.key) ?? 0
    return { kind: firsts.get(purchase.key) === purchase ? 'ordered' : 'done_before', orderId }
  })
}

type Accepted = Omit<NewOrder, 'id' | 'activityId'> & { address: Address | null }

async function write(scope: Scope, program: Program, origin: string, accepted: readonly Accepted[]): Promise<Map<string, number>> {
  const ids = await nextOrderIds(scope, accepted.length)
  const facts = accepted.map(({ memberId, title, choice }, n) => ({
    kind: 'reward.ordered',
    externalId: `order:${ids[n]}`,
    version: '',
    memberId,
    title: choice ? `${title} (${choice})` : title,
    url: `/orders/${ids[n]}`,
  }))
  const activities = await recordHubFacts(scope, facts)
  const orders = accepted.map(({ address: _, ...order }, n): NewOrder => ({ ...order, id: ids[n] ?? 0, activityId: activities[n] ?? 0 }))
  const turn = await takeTurn(scope)
  await post(
    scope,
    turn,
    orders.flatMap((order) => escrowLines('hold', order.parts, order.activityId, scope.now)),
  )
  await writeOrders(scope, orders)
  await keepAddresses(
    scope,
    accepted.flatMap(({ address }, n) => (address ? [{ orderId: ids[n] ?? 0, address }] : [])),
  )
  const word = { sourceId: hubSource, kind: 'hub:reward.ordered', status: 'counted' as const, points: 0, occurredAt: scope.now }
  const reason = (order: NewOrder): string =>
    `${order.price.toLocaleString('en-US')} ${program.pointsName} were set aside for it. What you have earned in all stays.`
  await writeJudgements(
    scope,
    turn,
    orders.map((order) => ({
      ...word,
      activityId: order.activityId,
      memberId: order.memberId,
      explanation: { lines: [], correction: { reason: reason(order) } },
    })),
  )
  for (const order of orders) await goOn(scope, program, origin, order)
  return new Map(orders.map((order) => [order.key, order.id]))
}

/** What nobody has to look at goes on at once; a code, a ticket or a donation up to the end. */
async function goOn(scope: Scope, program: Program, origin: string, order: NewOrder): Promise<void> {
  if (order.waits.length > 0) return tellOrder(scope, program, origin, order, '')
  const known = await lockOrder(scope, order.id)
  if (known) await passOn({ ...scope, by: null }, program, origin, known)
}
