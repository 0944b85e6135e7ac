import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { putQuestions } from '#app/domain/quizzes/commands.server.ts'
import type { Question } from '#app/domain/quizzes/question.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'

type Writing = { id: number | null; version: number | null; tags: readonly string[]; content: Question }

/** A manager writes a question into a bank: a new one, or the next version of the one they read. Attempts that are under way keep the version they were asked. */
export function saveQuestion(bankId: number, writing: Writing, by: Actor): Promise<{ kind: 'saved'; id: number } | Refused<'changed'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope) => {
        const [id] = await putQuestions(scope, bankId, [writing])
        if (id === null || id === undefined)
          throw new Refusal('changed', 'Somebody else changed this question meanwhile. Nothing was saved: open it again in another tab, and compare.')
        await record(scope, { action: 'question.saved', objectKind: 'question', objectId: id, after: { bank: bankId, type: writing.content.type } })
        return { kind: 'saved' as const, id }
      }),
    'changed',
  )
}
