import type { Scope } from '#app/db/transaction.server.ts'
import { wake } from '#app/db/wake.server.ts'
import { contactOf } from '#app/domain/members/queries.server.ts'
import { notify } from '#app/domain/notices/commands.server.ts'
import { put } from '#app/domain/outbox/commands.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import type { KnownOrder } from '#app/domain/store/settling.server.ts'

/** Part of what fulfillers tell: an order that is on its way comes in one more parcel. Its member hears of each parcel once (the key). */
export async function tellParcel(
  scope: Scope,
  program: Program,
  origin: string,
  order: Pick<KnownOrder, 'id' | 'memberId' | 'title'>,
  parcel: { id: string; carrier: string },
): Promise<void> {
  const contact = await contactOf(scope.program, order.memberId, scope.sql)
  if (!contact) return
  const key = `order:${order.id}:parcel:${parcel.id}`
  const heading = `One more parcel: ${order.title}`
  const words = `It comes in several parts, and another one is on its way${parcel.carrier ? ` with ${parcel.carrier}` : ''}. Its page has the tracking.`
  await notify(scope, [{ memberId: contact.person, key, kind: 'order.shipped', title: heading, body: words, url: `/orders/${order.id}` }])
  scope.afterCommit(() => wake(scope.program, [contact.person]))
  if (!contact.email) return
  const fill = { program: program.name, name: contact.displayName, heading, words, why: '', link: `${origin}/orders/${order.id}` }
  await put(scope, { key, template: 'order-news', fill, member: contact.person, to: contact.email })
}
