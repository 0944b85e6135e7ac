import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { setSourceState as setState } from '#app/domain/activities/commands.server.ts'
import { holdSource } from '#app/domain/activities/commands/editing.server.ts'
import { forgetSource } from '#app/domain/activities/queries/open-source.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { type Refused, orRefused } from '#app/foundation/outcome.ts'

export type SourceStateSet = { kind: 'set'; state: 'on' | 'off' } | { kind: 'unchanged' }

/** A manager opens or closes a channel's door. A closed one answers 404, so platforms show the delivery as failed and can send it again. */
export function setSourceState(target: { sourceId: number; state: 'on' | 'off' }, by: Actor): Promise<SourceStateSet | Refused<'not_found'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope): Promise<SourceStateSet> => {
        const source = await holdSource(scope, target.sourceId)
        if (source.state === target.state) return { kind: 'unchanged' }
        await setState(scope, source.id, target.state)
        const change = { before: { state: source.state }, after: { state: target.state } }
        await record(scope, { action: `source.switched_${target.state}`, objectKind: 'source', objectId: source.id, ...change })
        scope.afterCommit(() => forgetSource(scope.program, source.slug))
        return { kind: 'set', state: target.state }
      }),
    'not_found',
  )
}
