import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { answerFrom } from '#app/domain/quizzes/answer.ts'
import { keepAnswer } from '#app/domain/quizzes/commands.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { attemptOf, itemsIn, quizIn } from '#app/domain/quizzes/settling.server.ts'
import { finishAttempt } from './finish-attempt.server.ts'

/** What became of an answer. `over`: it came after the time, was not taken, and the attempt has ended with what was answered before. */
export type Answered = { kind: 'kept' | 'blank' | 'final' | 'over' | 'ended' | 'none' }

/**
 * A member answers one question of an open attempt. The attempt's row is locked, so that of an answer and the end of the attempt one comes first. Where the
 * quiz explains each answer at once, the first answer is final.
 */
export async function answerQuestion(
  by: Actor & { by: number },
  program: Program,
  to: { attemptId: number; position: number },
  form: FormData,
  now = new Date(),
): Promise<Answered> {
  return inTransaction(
    by,
    async (scope) => {
      const attempt = await attemptOf(scope, to.attemptId, by.by)
      if (!attempt) return { kind: 'none' as const }
      if (attempt.state === 'ended') return { kind: 'ended' as const }
      if (attempt.deadline && now >= attempt.deadline) {
        await finishAttempt(scope, program, attempt, 'time')
        return { kind: 'over' as const }
      }
      const item = (await itemsIn(scope, attempt.id)).find((one) => one.position === to.position)
      if (!item) return { kind: 'none' as const }
      const quiz = await quizIn(scope, attempt.quizId)
      const answer = answerFrom(item.content, item.places, form)
      const final = quiz?.explain === 'answer' && answer !== null
      if (!(await keepAnswer(scope, attempt.id, item, answer, final))) return { kind: 'final' as const }
      return { kind: answer === null ? ('blank' as const) : ('kept' as const) }
    },
    now,
  )
}
