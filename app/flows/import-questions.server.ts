import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { putQuestions } from '#app/domain/quizzes/commands.server.ts'
import type { Question } from '#app/domain/quizzes/question.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'

/** A manager brings many new questions into a bank: all of them, or none. */
export function importQuestions(
  bankId: number,
  questions: readonly { tags: readonly string[]; content: Question }[],
  by: Actor,
): Promise<{ kind: 'imported'; count: number } | Refused<'no_bank'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope) => {
        const writings = questions.map((question) => ({ id: null, version: null, ...question }))
        const ids = await putQuestions(scope, bankId, writings)
        if (ids.includes(null)) throw new Refusal('no_bank', 'There is no such bank. Nothing was imported.')
        await record(scope, { action: 'bank.imported', objectKind: 'question_bank', objectId: bankId, after: { questions: ids.length } })
        return { kind: 'imported' as const, count: ids.length }
      }),
    'no_bank',
  )
}
