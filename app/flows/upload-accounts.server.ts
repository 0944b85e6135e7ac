import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { guessAccountForm } from '#app/domain/accounts/accounts.ts'
import { addAccountList } from '#app/domain/accounts/commands.server.ts'
import { mostCharacters, readList } from '#app/domain/imports/imports.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'

/** A manager uploads a list of account data. It is kept as a draft with a guess at its columns; nobody's data changes yet. */
export function uploadAccounts(
  list: { title: string; csv: string },
  by: Actor,
  now = new Date(),
): Promise<{ kind: 'uploaded'; id: number } | Refused<'not_a_list' | 'too_long'>> {
  return orRefused(
    async () => {
      if (list.csv.length > mostCharacters) throw new Refusal('too_long', 'The list is larger than 8 MB. Divide it.')
      const { columns, fault } = readList(list.csv)
      if (fault) throw new Refusal('not_a_list', fault)
      const title = list.title.trim().slice(0, 120) || 'Account data'
      const kept = { title, csv: list.csv.replaceAll('\u0000', ''), form: guessAccountForm(columns) }
      return { kind: 'uploaded' as const, id: await inTransaction(by, (scope) => addAccountList(scope, kept), now) }
    },
    'not_a_list',
    'too_long',
  )
}
