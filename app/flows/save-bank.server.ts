import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { addBank, changeBank } from '#app/domain/quizzes/commands.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'

/** A manager adds a bank of questions (no id), or renames one. */
export function saveBank(
  id: number | null,
  bank: { title: string; about: string },
  by: Actor,
): Promise<{ kind: 'saved'; id: number } | Refused<'taken'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope) => {
        const saved = id === null ? await addBank(scope, bank) : (await changeBank(scope, id, bank)) ? id : null
        if (saved === null) throw new Refusal('taken', 'There is a bank with this title already. Choose another title.')
        await record(scope, { action: 'bank.saved', objectKind: 'question_bank', objectId: saved, after: bank })
        return { kind: 'saved' as const, id: saved }
      }),
    'taken',
  )
}
