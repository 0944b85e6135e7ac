import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { switchWalk as switchTo } from '#app/domain/activities/commands/walks.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'

/** A manager stops the reading of a past where it is, or lets it go on from there. */
export function switchWalk(
  walk: { id: number; sourceId: number; to: 'stopped' | 'running' },
  by: Actor,
): Promise<{ kind: 'switched' | 'unchanged' }> {
  return inTransaction(by, async (scope) => {
    if (!(await switchTo(scope, walk))) return { kind: 'unchanged' }
    await record(scope, {
      action: walk.to === 'stopped' ? 'walk.stopped' : 'walk.resumed',
      objectKind: 'source',
      objectId: walk.sourceId,
      after: { walk: walk.id },
    })
    return { kind: 'switched' }
  })
}
