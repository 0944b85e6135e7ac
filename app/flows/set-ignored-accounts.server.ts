import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { setIgnored } from '#app/domain/activities/commands.server.ts'
import { holdSource } from '#app/domain/activities/commands/editing.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { type Refused, orRefused } from '#app/foundation/outcome.ts'

export type IgnoredSet = { kind: 'set'; added: string[]; removed: string[] }

/** A manager says which accounts of a channel never earn: bots, staff, service accounts. What was settled before stays as it was. */
export function setIgnoredAccounts(target: { sourceId: number; accounts: readonly string[] }, by: Actor): Promise<IgnoredSet | Refused<'not_found'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope): Promise<IgnoredSet> => {
        const before = await holdSource(scope, target.sourceId)
        await setIgnored(scope, before.id, target.accounts)
        const after = await holdSource(scope, target.sourceId)
        const added = after.ignored.filter((account) => !before.ignored.includes(account))
        const removed = before.ignored.filter((account) => !after.ignored.includes(account))
        if (added.length + removed.length > 0) {
          const change = { before: { accounts: before.ignored }, after: { accounts: after.ignored } }
          await record(scope, { action: 'source.ignored_accounts_set', objectKind: 'source', objectId: before.id, ...change })
        }
        return { kind: 'set', added, removed }
      }),
    'not_found',
  )
}
