import { type Actor, inTransaction, lockSettling } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { putPath } from '#app/domain/standing/commands.server.ts'
import { definitionsIn } from '#app/domain/standing/settling.server.ts'
import type { PathCard } from '#app/domain/standing/standing.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { alignStanding } from './align-standing.server.ts'

/** A manager writes a path: a new one, or the one with its slug. Whoever has done what its stages ask stands there at once. */
export function savePath(path: Omit<PathCard, 'id'>, isNew: boolean, by: Actor): Promise<{ kind: 'saved' } | Refused<'taken'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope) => {
        await lockSettling(scope)
        const { paths } = await definitionsIn(scope)
        if (isNew && paths.some((one) => one.slug === path.slug))
          throw new Refusal('taken', 'There is a path with this title already. Choose another title.')
        await putPath(scope, path)
        await alignStanding(scope)
        await record(scope, { action: 'path.saved', objectKind: 'path', objectId: path.slug, after: path })
        return { kind: 'saved' as const }
      }),
    'taken',
  )
}
