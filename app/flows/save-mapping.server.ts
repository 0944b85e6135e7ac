import type { Mapping } from '#app/contract/mapping.ts'
import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { remapUnread, setMapping } from '#app/domain/activities/commands.server.ts'
import { holdSource } from '#app/domain/activities/commands/editing.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { type Refused, orRefused } from '#app/foundation/outcome.ts'

export type MappingSaved = { kind: 'saved'; version: number; waiting: number }

/**
 * A manager says what messages in a form of their own mean. What no mapping understood so far is mapped again in a moment; what was read keeps
 * the reading it had, with the version it was read by.
 */
export function saveMapping(target: { sourceId: number; mapping: Mapping }, by: Actor): Promise<MappingSaved | Refused<'not_found'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope): Promise<MappingSaved> => {
        const source = await holdSource(scope, target.sourceId)
        const version = await setMapping(scope, source.id, JSON.stringify(target.mapping))
        const waiting = await remapUnread(scope, source.id)
        await record(scope, { action: 'source.mapping_saved', objectKind: 'source', objectId: source.id, after: { version, ...target.mapping } })
        return { kind: 'saved', version, waiting }
      }),
    'not_found',
  )
}
