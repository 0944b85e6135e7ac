import type { Tidings } from '#app/contract/fulfiller.ts'
import { inTransaction, lockSettling, type Scope } from '#app/db/transaction.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { type Handed, handedNamed, isHandingOver, noteArrived, noteHanded, noteMessage } from '#app/domain/store/commands/fulfillment.server.ts'
import { addShipment } from '#app/domain/store/commands/shipments.server.ts'
import { type OrderState, stateTitles } from '#app/domain/store/orders.ts'
import { type KnownOrder, lockOrder } from '#app/domain/store/settling.server.ts'
import { advanceOrder } from './advance-order.server.ts'
import { tellParcel } from './tell-parcel.server.ts'
import { tellRestock } from './tell-restock.server.ts'

type Message = { fulfiller: string; digest: string; event: string }
type Story = { scope: Scope; program: Program; origin: string; handed: Handed; order: KnownOrder }

const under: readonly OrderState[] = ['approved', 'in_fulfillment']
const known = 'Known already; nothing changed.'

/**
 * A fulfiller says what became of an order. The key is the order in its state, and of a parcel its own id: a message that comes again, or after a later
 * one, changes nothing. Answers the order and what came of it, for managers.
 */
export function heedTidings(
  program: Program,
  origin: string,
  message: Message,
  tidings: Tidings,
  now = new Date(),
): Promise<{ orderId: number | null; outcome: string; early: boolean }> {
  return inTransaction(
    { program: program.id, by: null },
    async (scope) => {
      await lockSettling(scope)
      const handed = await handedNamed(scope, message.fulfiller, tidings)
      const order = handed && (await lockOrder(scope, handed.orderId))
      // Its own id of an order is known only when its answer was kept.
      if (!handed && (await isHandingOver(scope, message.fulfiller)))
        return { orderId: null, outcome: 'It came before the order was handed over.', early: true }
      const outcome = handed && order ? await heed({ scope, program, origin, handed, order }, tidings) : 'It names no order of ours.'
      await noteMessage(scope, { ...message, orderId: order?.id ?? null, outcome })
      return { orderId: order?.id ?? null, outcome, early: false }
    },
    now,
  )
}

async function heed(story: Story, tidings: Tidings): Promise<string> {
  const { scope, program, origin, handed, order } = story
  switch (tidings.kind) {
    case 'shipped':
      return heedShipped(story, tidings.parcel)
    case 'delivered': {
      const left = await noteArrived(scope, order.id, tidings.parcel ?? null, tidings.at)
      if (left > 0) return `A parcel arrived; ${left} still on the way.`
      if (!under.includes(order.state) && order.state !== 'shipped') return known
      return advance(story, 'delivered', '')
    }
    case 'returned':
      if (order.state !== 'shipped' && order.state !== 'delivered')
        return order.state === 'returned' ? known : puzzled(story, 'It says that it came back')
      return advance(story, 'returned', tidings.why || 'It came back to the sender.')
    case 'cancelled':
      if (!under.includes(order.state)) return order.state === 'cancelled' ? known : puzzled(story, 'It says that it was cancelled')
      return advance(story, 'cancelled', handed.cancelWhy ?? (tidings.why || `${order.title} cannot be had there any more.`))
    case 'failed': {
      const words = tidings.why || 'It says that something went wrong, and not what.'
      await noteHanded(scope, order.id, { state: under.includes(order.state) && handed.cancelWhy === null ? 'failed' : handed.state, error: words })
      return 'A person must look.'
    }
  }
  async function advance({ order }: Story, to: OrderState, why: string): Promise<string> {
    const ready =
      order.state === 'approved' && to === 'delivered' ? await advanceOrder(scope, program, origin, order, 'in_fulfillment', { silent: true }) : order
    await advanceOrder(scope, program, origin, ready, to, { why })
    if (to === 'cancelled' || to === 'returned') await tellRestock(scope, program, origin, [{ variantId: order.variantId, units: 1 }])
    return `The order is “${stateTitles[to].toLowerCase()}” now.`
  }
}

async function heedShipped(story: Story, parcel: Extract<Tidings, { kind: 'shipped' }>['parcel']): Promise<string> {
  const { scope, program, origin, handed, order } = story
  if (!under.includes(order.state) && order.state !== 'shipped' && order.state !== 'delivered') return puzzled(story, 'It says that it was sent')
  const fresh = await addShipment(scope, order.id, parcel)
  if (!fresh) return known
  if (!under.includes(order.state)) {
    await tellParcel(scope, program, origin, order, parcel)
    return 'Another parcel is on its way.'
  }
  const ready = order.state === 'approved' ? await advanceOrder(scope, program, origin, order, 'in_fulfillment', { silent: true }) : order
  await advanceOrder(scope, program, origin, ready, 'shipped')
  await noteHanded(scope, order.id, { state: 'sent', error: null, ...(handed.cancelWhy === null ? {} : { stop: null }) })
  return `The order is “${stateTitles.shipped.toLowerCase()}” now.`
}

/** What it says does not fit what we know: nothing is moved, and a person sees it on the order. */
async function puzzled({ scope, order, handed }: Story, says: string): Promise<string> {
  const words = `${says}, but here the order is “${stateTitles[order.state].toLowerCase()}”. Somebody has to look.`
  await noteHanded(scope, order.id, { state: handed.state, error: words })
  return words
}
