import { type Actor, inTransaction, lockSettling } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { setLevels } from '#app/domain/standing/commands.server.ts'
import { definitionsIn } from '#app/domain/standing/settling.server.ts'
import type { Level } from '#app/domain/standing/standing.ts'
import { alignStanding } from './align-standing.server.ts'

/** A manager writes the levels anew. Every member stands where the new ones put them, at once. */
export function saveLevels(levels: readonly Level[], by: Actor): Promise<{ kind: 'saved' }> {
  return inTransaction(by, async (scope) => {
    await lockSettling(scope)
    const { levels: before } = await definitionsIn(scope)
    await setLevels(scope, levels)
    await alignStanding(scope)
    await record(scope, { action: 'levels.saved', objectKind: 'program', objectId: scope.program, before, after: levels })
    return { kind: 'saved' as const }
  })
}
