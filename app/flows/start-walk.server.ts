import type { Adapter } from '#app/contract/adapter.ts'
import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { holdSource } from '#app/domain/activities/commands/editing.server.ts'
import { addWalk } from '#app/domain/activities/commands/walks.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'

/** A manager lets the past of a channel be read from a day on. Whatever is known already stays as it is; nothing is paid twice. */
export function startWalk(
  adapter: Adapter,
  walk: { sourceId: number; name: string; since: Date },
  by: Actor,
): Promise<{ kind: 'started'; id: number } | Refused<'not_found' | 'no_such_walk' | 'running'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope) => {
        const source = await holdSource(scope, walk.sourceId)
        if (!Object.hasOwn(adapter.backfill ?? {}, walk.name)) {
          throw new Refusal('no_such_walk', 'This channel has no past of that name that could be read. Nothing was changed.')
        }
        const id = await addWalk(scope, walk)
        await record(scope, { action: 'walk.started', objectKind: 'source', objectId: source.id, after: { walk: walk.name, since: walk.since } })
        return { kind: 'started' as const, id }
      }),
    'not_found',
    'no_such_walk',
    'running',
  )
}
