import { type OrderState, openStates, undoneStates } from './orders.ts'

type Told = { title: string; price: number; kind: string }

/** What a member hears when an order gets into a state: a heading and a sentence. Points are named as the program names them. */
export function orderNews(order: Told, state: OrderState, points: string): { heading: string; words: string } {
  const price = `${order.price.toLocaleString('en-US')} ${points}`
  switch (state) {
    case 'requested':
      return {
        heading: `We have your order: ${order.title}`,
        words: `Your ${price} are set aside for it. Somebody on the team looks at it next, and you hear from us.`,
      }
    case 'held':
      return {
        heading: `We have your order: ${order.title}`,
        words: `Your ${price} are set aside for it. A person has to look at it first; its page says why.`,
      }
    case 'approved':
      if (order.kind === 'raffle')
        return { heading: `You are in the draw: ${order.title}`, words: `Your ${price} are set aside for your ticket. You hear how the draw went.` }
      return { heading: `Approved: ${order.title}`, words: 'The team said yes. It gets packed next.' }
    case 'in_fulfillment':
      if (order.kind === 'raffle')
        return { heading: `You won: ${order.title}`, words: 'Say on its page where it should go, and it is made ready for you.' }
      return { heading: `Being packed: ${order.title}`, words: 'It is being made ready for you.' }
    case 'shipped':
      return { heading: `On its way: ${order.title}`, words: 'It has left the house. Its page has the tracking, if there is any.' }
    case 'delivered':
      return order.kind === 'code'
        ? { heading: `Here it is: ${order.title}`, words: 'Your code stands on the page of the order, for you alone.' }
        : order.kind === 'donation'
          ? { heading: `Thank you: ${order.title}`, words: `Your ${price} became a donation.` }
          : order.kind === 'raffle'
            ? { heading: `The draw is over: ${order.title}`, words: 'This order is complete.' }
            : { heading: `Delivered: ${order.title}`, words: 'Enjoy it. You earned it.' }
    case 'rejected':
      return { heading: `Not this time: ${order.title}`, words: `Your order was declined, and your ${price} are back.` }
    case 'cancelled':
      return { heading: `Cancelled: ${order.title}`, words: `The order is off, and your ${price} are back.` }
    case 'returned':
      return { heading: `It came back: ${order.title}`, words: `The order was returned, and your ${price} are back.` }
  }
}

/** The same sentence for the order's own page, where code, tracking and questions stand right below it. */
export function orderWordsHere(order: Told, state: OrderState, points: string, tracked: boolean): string {
  if (state === 'shipped') return tracked ? 'It has left the house. Its tracking is below.' : 'It has left the house.'
  if (state === 'held') return `Your ${order.price.toLocaleString('en-US')} ${points} are set aside for it. A person has to look at it first.`
  if (state === 'delivered' && order.kind === 'code') return 'Your code stands below, for you alone.'
  return orderNews(order, state, points).words
}

/** Where the points of an order are: laid aside for it, spent, or back with the member. */
export type OrderPoints = 'aside' | 'spent' | 'back'

/** Where the points of an order in this state are. */
export function pointsIn(state: OrderState): OrderPoints {
  return undoneStates.includes(state) ? 'back' : openStates.includes(state) ? 'aside' : 'spent'
}

const standing: Record<OrderState, string> = {
  requested: 'The order waits for a yes of the team.',
  held: 'A person has to look at the order first.',
  approved: 'It gets packed next.',
  in_fulfillment: 'It is being made ready.',
  shipped: 'It is on its way.',
  delivered: 'It is yours.',
  rejected: 'The team said no.',
  cancelled: 'The order is off.',
  returned: 'It was sent back.',
}

const standingOf: Partial<Record<string, string>> = {
  'raffle approved': 'The draw decides.',
  'raffle delivered': 'The draw is over.',
  'donation delivered': 'They became a donation.',
  'code delivered': 'Your code stands on its page.',
}

/** What became of an order's points, for the member's ledger: how many, where they are, and why. */
export function orderPointsInWords({ title, price, kind, state }: Told & { state: OrderState }, points: string): string {
  const sum = `${price.toLocaleString('en-US')} ${points}`
  const where = pointsIn(state)
  const why = standingOf[`${kind} ${state}`] ?? standing[state]
  if (where === 'back') return `The ${sum} for ${title} are back. ${why}`
  return where === 'aside' ? `${sum} are set aside for ${title}. ${why}` : `${sum} were spent on ${title}. ${why}`
}
