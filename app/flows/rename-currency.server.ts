import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { changeCurrency } from '#app/domain/ledger/commands.server.ts'

/** A manager gives a currency another name and another sentence about it. Its lines, and its short name in rules, stay. */
export function renameCurrency(actor: Actor, id: number, to: { name: string; about: string }): Promise<{ kind: 'renamed' | 'not_found' }> {
  return inTransaction(actor, async (scope) => {
    const before = await changeCurrency(scope, id, to)
    if (!before) return { kind: 'not_found' }
    await record(scope, { action: 'currency.renamed', objectKind: 'currency', objectId: id, before, after: to })
    return { kind: 'renamed' }
  })
}
