import { type Actor, inTransaction, lockSettling } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import type { AccountForm } from '#app/domain/accounts/accounts.ts'
import { holdAccountList, markListDone, setAccountForm, setAccounts } from '#app/domain/accounts/commands.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { readAccounts } from './read-accounts.server.ts'

export type AccountsImported = { kind: 'imported'; changed: number; same: number; faults: number }

/**
 * A manager says what the columns of a list of account data are and, with `write`, brings it in: rows that say something new change the members' data at
 * once, those that cannot be read are left out and reported. Takes the settling lock: what rules ask does not change while they are asked.
 */
export function importAccounts(
  order: { id: number; form?: AccountForm; write: boolean },
  by: Actor,
  now = new Date(),
): Promise<AccountsImported | { kind: 'shaped' } | Refused<'not_found' | 'not_a_draft' | 'nothing'>> {
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope) => {
          if (order.write) await lockSettling(scope)
          const list = await holdAccountList(scope, order.id)
          if (list.state !== 'draft') throw new Refusal('not_a_draft', 'This list was brought in before. Nothing was changed.')
          if (order.form) await setAccountForm(scope, list.id, order.form)
          if (!order.write) return { kind: 'shaped' as const }
          const read = await readAccounts(scope, { csv: list.csv, form: order.form ?? list.form })
          const fresh = read.flatMap((row) => (row.state === 'changed' ? [row] : []))
          if (fresh.length === 0) throw new Refusal('nothing', 'No row of it says anything new of a member. Nothing was brought in.')
          await setAccounts(scope, list.id, fresh)
          const count = (state: string) => read.filter((row) => row.state === state).length
          const went = { changed: fresh.length, same: count('same'), faults: count('fault') }
          await markListDone(scope, list.id, went)
          await record(scope, { action: 'accounts.imported', objectKind: 'accounts', objectId: list.id, after: { title: list.title, ...went } })
          return { kind: 'imported' as const, ...went }
        },
        now,
      ),
    'not_found',
    'not_a_draft',
    'nothing',
  )
}
