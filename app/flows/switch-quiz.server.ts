import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { setQuizState } from '#app/domain/quizzes/commands.server.ts'
import { partFaults } from '#app/domain/quizzes/draw.ts'
import { drawableIn, quizIn } from '#app/domain/quizzes/settling.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'

/** A manager opens a quiz, once every part of it can be drawn, or closes it. Attempts that are open go on to their end. */
export function switchQuiz(id: number, to: 'open' | 'closed', by: Actor): Promise<{ kind: 'switched' } | Refused<'not_drawable' | 'none'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope) => {
        const quiz = await quizIn(scope, id)
        if (!quiz) throw new Refusal('none', 'There is no such quiz.')
        if (to === 'open') {
          const questions = await drawableIn(
            scope,
            quiz.parts.map((part) => part.bank),
          )
          const faults = partFaults(quiz.parts, questions)
          if (quiz.closesAt && quiz.closesAt <= scope.now) faults.push('It closes at a time that is past.')
          if (faults.length > 0) throw new Refusal('not_drawable', `The quiz cannot be opened yet. ${faults.join(' ')}`)
        }
        if (await setQuizState(scope, id, to))
          await record(scope, { action: to === 'open' ? 'quiz.opened' : 'quiz.closed', objectKind: 'quiz', objectId: id })
        return { kind: 'switched' as const }
      }),
    'not_drawable',
    'none',
  )
}
