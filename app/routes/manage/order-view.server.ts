import { randomUUID } from 'node:crypto'
import type { MemberGuest } from '#app/auth/guests.server.ts'
import { wayShown } from '#app/components/store/order-shown.ts'
import { handlesOf } from '#app/domain/members/queries/manage.server.ts'
import { addressLines } from '#app/domain/store/address.ts'
import { allowedMoves, waitTitles } from '#app/domain/store/orders.ts'
import { handedOf } from '#app/domain/store/queries/fulfillers.server.ts'
import { addressesOf, neighborsOf, orderById, ordersOf } from '#app/domain/store/queries/orders.server.ts'
import { countryName } from '#app/domain/store/shipping.ts'
import { fulfillerById } from '#integrations/fulfillers.ts'
import { readerOf } from './reader.server.ts'

/** One order with everything that staff should know before a yes; 404 when there is none. */
export async function orderView(guest: MemberGuest, id: number) {
  const program = guest.program.id
  const order = await orderById(program, id)
  if (!order) throw new Response('There is no such order.', { status: 404, statusText: 'Not Found' })
  const [handed, addresses, neighbors, earlier] = await Promise.all([
    handedOf(program, order.id),
    addressesOf(program, [order.id]),
    neighborsOf(program, order.id),
    ordersOf(program, order.memberId),
  ])
  const people = [order.memberId, ...neighbors, ...order.steps.flatMap((step) => step.byId ?? [])]
  const handles = await handlesOf(program, [...new Set(people)])
  const name = (id: number): string => `@${handles[id] ?? `member ${id}`}`
  const address = addresses.get(order.id)
  return {
    order: {
      id: order.id,
      title: order.title,
      choice: order.choice,
      price: order.price,
      state: order.state,
      memberId: order.memberId,
      note: order.note,
      who: name(order.memberId),
    },
    signals: order.waits.filter((reason) => reason !== 'high_value' || !order.needsTwo).map((reason) => waitTitles[reason]),
    trust: order.waits.includes('untrusted') ? `/manage/store/trust?member=${handles[order.memberId] ?? ''}` : null,
    yes: order.needsTwo ? `${waitTitles.high_value}. ${order.approvedBy === null ? 'Nobody has yet.' : `${name(order.approvedBy)} has.`}` : null,
    shared: neighbors.map((id) => ({ id, name: name(id) })),
    own: order.memberId === guest.member.id,
    moves: allowedMoves[order.state],
    address: address ? addressLines(address, countryName(address.country)) : [],
    ...wayShown(order, name),
    earlier: earlier
      .filter((one) => one.id !== order.id)
      .slice(0, 20)
      .map(({ createdAt, changedAt: _, waits: __, ...one }) => ({
        ...one,
        outside: null,
        at: createdAt.toISOString(),
        handle: handles[one.memberId] ?? '',
        signals: [],
      })),
    handed: handed && { ...handed, retryAt: null, title: fulfillerById(handed.fulfiller)?.title ?? handed.fulfiller },
    parcel: randomUUID(),
    reader: readerOf(guest),
  }
}
