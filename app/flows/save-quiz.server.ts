import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { putQuiz } from '#app/domain/quizzes/commands.server.ts'
import { partFaults } from '#app/domain/quizzes/draw.ts'
import type { QuizTerms } from '#app/domain/quizzes/quiz.ts'
import { drawableIn, quizIn } from '#app/domain/quizzes/settling.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'

/** A manager writes a quiz: a new one as a draft under a slug, or the next version of the one they read. An open quiz must stay drawable. */
export function saveQuiz(
  quiz: QuizTerms,
  known: { id: number; version: number } | { slug: string },
  by: Actor,
): Promise<{ kind: 'saved'; id: number } | Refused<'changed' | 'not_drawable'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope) => {
        const before = 'id' in known ? await quizIn(scope, known.id) : null
        if (before?.state === 'open') {
          const questions = await drawableIn(
            scope,
            quiz.parts.map((part) => part.bank),
          )
          const [fault] = partFaults(quiz.parts, questions)
          if (fault) throw new Refusal('not_drawable', `${fault} The quiz is open, so nothing was saved.`)
        }
        const id = await putQuiz(scope, quiz, known)
        if (id === null)
          throw new Refusal('changed', 'Somebody else changed this quiz meanwhile. Nothing was saved: open it again in another tab, and compare.')
        await record(scope, { action: 'quiz.saved', objectKind: 'quiz', objectId: id, before: before ?? undefined, after: quiz })
        return { kind: 'saved' as const, id }
      }),
    'changed',
    'not_drawable',
  )
}
