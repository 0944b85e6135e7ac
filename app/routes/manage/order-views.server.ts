import type { Guest } from '#app/auth/guests.server.ts'
import type { OrderRowView } from '#app/components/store/order-table.tsx'
import { handlesOf, searchMembers } from '#app/domain/members/queries/manage.server.ts'
import { type OrderState, openStates, orderStates, waitTitles } from '#app/domain/store/orders.ts'
import { fulfillerById } from '#integrations/fulfillers.ts'
import { type OrderLine, findOrders, orderCounts } from '#app/domain/store/queries/orders.server.ts'

/** The groups in which staff looks at orders. */
export const orderGroups = {
  waiting: { title: 'Waiting for a yes', states: ['requested', 'held'] },
  pack: { title: 'To pack', states: ['approved'] },
  packing: { title: 'Being packed', states: ['in_fulfillment'] },
  way: { title: 'On the way', states: ['shipped'] },
  done: { title: 'Delivered', states: ['delivered'] },
  undone: { title: 'Given back', states: ['rejected', 'cancelled', 'returned'] },
  all: { title: 'All', states: [] },
} as const satisfies Record<string, { title: string; states: readonly OrderState[] }>
export type OrderGroup = keyof typeof orderGroups

/** The group that an address asks for. */
export function groupFrom(text: string | null): OrderGroup {
  return (Object.keys(orderGroups) as OrderGroup[]).find((name) => name === text) ?? 'waiting'
}

/** Orders of a group as staff reads them, found by number, title or member. */
export async function orderRows(
  { program }: Guest,
  group: OrderGroup,
  text: string,
  before: number | null,
  limit: number,
): Promise<{ rows: OrderRowView[]; lines: OrderLine[]; counts: Record<OrderGroup, number> }> {
  const found = text.length > 1 ? await searchMembers(program.id, { text, withContact: false, order: 'name', skip: 0, limit: 50 }) : []
  const [lines, byState] = await Promise.all([
    findOrders(program.id, { states: orderGroups[group].states, text, members: found.map((row) => row.id), before, limit }),
    orderCounts(program.id),
  ])
  const handles = await handlesOf(program.id, [...new Set(lines.map((line) => line.memberId))])
  const count = (states: readonly OrderState[]): number =>
    (states.length > 0 ? states : orderStates).reduce((sum, state) => sum + (byState[state] ?? 0), 0)
  const counts = Object.fromEntries((Object.keys(orderGroups) as OrderGroup[]).map((name) => [name, count(orderGroups[name].states)])) as Record<
    OrderGroup,
    number
  >
  const rows = lines.map(({ createdAt, changedAt: _, waits, ...line }) => ({
    ...line,
    outside: line.outside && (fulfillerById(line.outside)?.title ?? line.outside),
    at: createdAt.toISOString(),
    handle: handles[line.memberId] ?? `member ${line.memberId}`,
    signals: openStates.includes(line.state) ? waits.filter((reason) => reason !== 'by_hand').map((reason) => waitTitles[reason]) : [],
  }))
  return { rows, lines, counts }
}
