import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { removeSeason as remove } from '#app/domain/boards/commands.server.ts'
import { type Refused, orRefused } from '#app/foundation/outcome.ts'

/** A manager takes a season back that has not started. */
export function removeSeason(id: number, actor: Actor): Promise<{ kind: 'removed' } | Refused<'started' | 'not_found'>> {
  return orRefused(
    () =>
      inTransaction(actor, async (scope) => {
        await remove(scope, id)
        await record(scope, { action: 'season.removed', objectKind: 'season', objectId: id })
        return { kind: 'removed' as const }
      }),
    'started',
    'not_found',
  )
}
