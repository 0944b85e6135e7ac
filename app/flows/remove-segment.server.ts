import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { removeSegment as remove } from '#app/domain/boards/commands.server.ts'
import { type Refused, orRefused } from '#app/foundation/outcome.ts'

/** A manager removes a segment and with it its boards. Nobody's points change. */
export function removeSegment(id: number, actor: Actor): Promise<{ kind: 'removed' } | Refused<'not_found'>> {
  return orRefused(
    () =>
      inTransaction(actor, async (scope) => {
        await remove(scope, id)
        await record(scope, { action: 'segment.removed', objectKind: 'segment', objectId: id })
        return { kind: 'removed' as const }
      }),
    'not_found',
  )
}
