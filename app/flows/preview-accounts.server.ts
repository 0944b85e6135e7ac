import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import type { AccountForm } from '#app/domain/accounts/accounts.ts'
import { readAccounts, type ReadAccount } from './read-accounts.server.ts'

/** What each row of a list of account data would do now. Nothing is written. */
export function previewAccounts(list: { csv: string; form: AccountForm }, by: Actor): Promise<ReadAccount[]> {
  return inTransaction(by, (scope) => readAccounts(scope, list))
}
