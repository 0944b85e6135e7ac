import type { MemberGuest } from '#app/auth/guests.server.ts'
import { wayShown } from '#app/components/store/order-shown.ts'
import { raffleSlugOf } from '#app/domain/raffles/queries.server.ts'
import { addressLines } from '#app/domain/store/address.ts'
import { orderNews, orderWordsHere } from '#app/domain/store/order-words.ts'
import { undoneStates, waitWords, waitingStates } from '#app/domain/store/orders.ts'
import { addressesOf, codeOf, orderById, ticketOf } from '#app/domain/store/queries/orders.server.ts'
import { countryName } from '#app/domain/store/shipping.ts'
import { readerOf } from '#app/routes/manage/reader.server.ts'
import { countryChoices } from './country-choices.server.ts'

/** One order of this member: where it is, every step, its parcels, its code or ticket. To all others it does not exist: 404. */
export async function ownOrder(guest: MemberGuest, id: number) {
  const program = guest.program.id
  const order = await orderById(program, id, guest.member.id)
  if (!order) throw new Response('There is no such order of yours.', { status: 404, statusText: 'Not Found' })
  const raffle = order.kind === 'raffle'
  const [code, addresses, ticket, drawSlug] = await Promise.all([
    order.kind === 'code' ? codeOf(program, order.id) : null,
    addressesOf(program, [order.id]),
    raffle ? ticketOf(program, order.id) : null,
    raffle ? raffleSlugOf(program, `reward:${order.rewardId}`) : null,
  ])
  const address = addresses.get(order.id)
  return {
    order: {
      id: order.id,
      title: order.title,
      choice: order.choice,
      price: order.price,
      state: order.state,
      picture: order.picture,
      slug: order.slug,
    },
    news: {
      ...orderNews(order, order.state, guest.program.pointsName),
      words: orderWordsHere(
        order,
        order.state,
        guest.program.pointsName,
        order.parcels.some((parcel) => parcel.number !== ''),
      ),
    },
    waits: waitingStates.includes(order.state) ? order.waits.map((reason) => waitWords[reason]) : [],
    canWithdraw: waitingStates.includes(order.state) || order.state === 'approved',
    undone: undoneStates.includes(order.state),
    code,
    ticket: ticket && { ticket, slug: drawSlug },
    address: address ? addressLines(address, countryName(address.country)) : [],
    asksWhere: raffle && order.state === 'in_fulfillment' && !address ? { name: guest.member.displayName, countries: countryChoices } : null,
    // Who of the team did it stays with the team.
    ...wayShown(order, (id) => (id === order.memberId ? 'You' : 'The team')),
    reader: readerOf(guest),
  }
}
