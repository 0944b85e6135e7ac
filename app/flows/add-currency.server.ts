import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { addCurrency as add } from '#app/domain/ledger/commands.server.ts'
import type { Currency } from '#app/domain/ledger/currency.ts'
import { type Refused, orRefused } from '#app/foundation/outcome.ts'

/** A manager adds a currency. It is kept apart from every other for good, and cannot be removed once lines may name it. */
export function addCurrency(actor: Actor, currency: Omit<Currency, 'id'>): Promise<{ kind: 'added'; id: number } | Refused<'taken'>> {
  return orRefused(
    () =>
      inTransaction(actor, async (scope) => {
        const id = await add(scope, currency)
        await record(scope, { action: 'currency.added', objectKind: 'currency', objectId: id, after: currency })
        return { kind: 'added' as const, id }
      }),
    'taken',
  )
}
