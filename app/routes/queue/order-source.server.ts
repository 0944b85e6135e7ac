import { handlesOf } from '#app/domain/members/queries/manage.server.ts'
import type { QueueItem } from '#app/domain/reviews/queue.ts'
import { waitTitles, waitingStates } from '#app/domain/store/orders.ts'
import { findOrders } from '#app/domain/store/queries/orders.server.ts'

/** Orders that wait for a yes of this person: not their own, and not those that have it already. */
export async function waitingOrders({ program, member }: { program: number; member: { id: number } }): Promise<QueueItem[]> {
  const rows = await findOrders(program, { states: waitingStates, text: '', members: [], before: null, limit: 200 })
  const open = rows.filter((row) => row.memberId !== member.id && row.approvedBy !== member.id)
  const handles = await handlesOf(
    program,
    open.map((row) => row.memberId),
  )
  return open.map((row) => ({
    kind: 'order',
    id: String(row.id),
    title: row.choice ? `${row.title}, ${row.choice}` : row.title,
    who: handles[row.memberId] ?? 'a former member',
    handle: handles[row.memberId] ?? '',
    memberId: row.memberId,
    at: row.createdAt.toISOString(),
    href: `/manage/orders/${row.id}`,
    detail: row.waits.map((reason) => waitTitles[reason]).join('. '),
    mark: row.needsTwo ? (row.approvedBy === null ? 'Needs two' : 'One yes of two') : undefined,
  }))
}
