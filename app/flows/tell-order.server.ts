import type { Scope } from '#app/db/transaction.server.ts'
import { wake } from '#app/db/wake.server.ts'
import { contactOf } from '#app/domain/members/queries.server.ts'
import { notify } from '#app/domain/notices/commands.server.ts'
import { put } from '#app/domain/outbox/commands.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { orderNews } from '#app/domain/store/order-words.ts'
import type { KnownOrder } from '#app/domain/store/settling.server.ts'

/** Part of every story that moves an order: its member hears of the state, inside the hub and by mail, once for each. `why` is what a person wrote. */
export async function tellOrder(
  scope: Scope,
  program: Program,
  origin: string,
  order: Pick<KnownOrder, 'id' | 'memberId' | 'title' | 'price' | 'kind' | 'state'>,
  why: string,
): Promise<void> {
  const contact = await contactOf(scope.program, order.memberId, scope.sql)
  if (!contact) return
  const { heading, words } = orderNews(order, order.state, program.pointsName)
  const key = `order:${order.id}:${order.state}`
  await notify(scope, [
    {
      memberId: contact.person,
      key,
      kind: `order.${order.state}`,
      title: heading,
      body: why ? `${words} ${why}` : words,
      url: `/orders/${order.id}`,
    },
  ])
  scope.afterCommit(() => wake(scope.program, [contact.person]))
  if (!contact.email) return
  const fill = { program: program.name, name: contact.displayName, heading, words, why, link: `${origin}/orders/${order.id}` }
  await put(scope, { key, template: 'order-news', fill, member: contact.person, to: contact.email })
}
