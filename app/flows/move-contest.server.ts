import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { moveContest as move, removeEntry } from '#app/domain/contests/commands.server.ts'
import { type Refused, orRefused } from '#app/foundation/outcome.ts'

/** What a manager does with a contest: publish, pause, put away, or take an entry out with a reason. */
export type ContestMove = { id: number; to: 'published' | 'paused' | 'archived' } | { id: number; removed: number; reason: string }

/** A manager moves a contest on, or takes an entry out of it. Paused and put away ones are seen by nobody else. */
export function moveContest(order: ContestMove, by: Actor): Promise<{ kind: 'moved' } | Refused<'not_found'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope) => {
        const { id } = order
        if ('to' in order) {
          await move(scope, id, order.to)
          await record(scope, { action: `contest.${order.to}`, objectKind: 'contest', objectId: id })
        } else {
          const entry = await removeEntry(scope, id, order.removed, order.reason)
          const after = { entry: order.removed, memberId: entry.memberId }
          await record(scope, { action: 'contest.entry_removed', objectKind: 'contest', objectId: id, after, reason: order.reason })
        }
        return { kind: 'moved' as const }
      }),
    'not_found',
  )
}
