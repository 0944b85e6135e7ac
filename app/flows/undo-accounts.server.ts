import { type Actor, inTransaction, lockSettling } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { holdAccountList, markListUndone, restoreAccounts } from '#app/domain/accounts/commands.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'

/** A manager takes a list of account data back: members stand as they stood before it, unless a later list has said otherwise. Answers how many changed. */
export function undoAccounts(
  id: number,
  by: Actor,
  now = new Date(),
): Promise<{ kind: 'undone'; members: number } | Refused<'not_found' | 'not_done'>> {
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope) => {
          await lockSettling(scope)
          const list = await holdAccountList(scope, id)
          if (list.state !== 'done') throw new Refusal('not_done', 'This list is not in, so there is nothing to take back.')
          await markListUndone(scope, id)
          const members = await restoreAccounts(scope)
          await record(scope, { action: 'accounts.undone', objectKind: 'accounts', objectId: id, after: { title: list.title, members } })
          return { kind: 'undone' as const, members }
        },
        now,
      ),
    'not_found',
    'not_done',
  )
}
