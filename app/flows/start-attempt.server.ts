import { randomInt } from 'node:crypto'
import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { beginAttempt, lockTaker } from '#app/domain/quizzes/commands.server.ts'
import { drawQuestions } from '#app/domain/quizzes/draw.ts'
import { closedInWords, deadlineOf, mayStart } from '#app/domain/quizzes/quiz.ts'
import { attemptOf, drawableIn, pastIn, quizIn } from '#app/domain/quizzes/settling.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { finishAttempt } from './finish-attempt.server.ts'

/** Where a quiz is taken: on its own page (occasion empty), or for a stage of a challenge, which may ask for another pass mark. */
export type Occasion = {
  quizId: number
  /** Attempts are counted by it. */
  occasion: string
  /** The path of the page it is taken from. */
  place: string
  participationId: number | null
  stageId: number | null
  passPercent: number | null
}

/** The occasion of a quiz on its own page. */
export const ownPage = (quizId: number, slug: string): Occasion => ({
  quizId,
  occasion: '',
  place: `/quizzes/${slug}`,
  participationId: null,
  stageId: null,
  passPercent: null,
})

/**
 * A member begins an attempt, or goes on with the one that is open. However often and from wherever this is asked at once, one attempt is used: the row of
 * the taker is locked, so the others find it open.
 */
export async function startAttempt(
  by: Actor & { by: number },
  program: Program,
  where: Occasion,
  now = new Date(),
): Promise<{ kind: 'started' | 'resumed'; id: number } | Refused<'not_open' | 'none_left' | 'too_soon' | 'no_questions'>> {
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope) => {
          await lockTaker(scope, where.quizId, by.by, where.occasion)
          const quiz = await quizIn(scope, where.quizId)
          if (!quiz) throw new Refusal('not_open', 'This quiz is not open.')
          let past = await pastIn(scope, quiz.id, by.by, where.occasion)
          const open = past.openId === null ? null : await attemptOf(scope, past.openId, by.by)
          if (open && (open.deadline === null || now < open.deadline)) return { kind: 'resumed' as const, id: open.id }
          if (open) {
            await finishAttempt(scope, program, open, 'time')
            past = await pastIn(scope, quiz.id, by.by, where.occasion)
          }
          const closed = mayStart(quiz, past, now)
          if (closed) return { kind: closed.why, message: closedInWords(closed) }
          const seed = randomInt(2 ** 32)
          const questions = await drawableIn(
            scope,
            quiz.parts.map((part) => part.bank),
          )
          const drawn = drawQuestions(quiz, questions, seed)
          if (drawn.length === 0) throw new Refusal('no_questions', 'This quiz has no questions yet. Nothing of your attempts was used.')
          const beginning = { ...where, memberId: by.by, number: past.used + 1, passPercent: where.passPercent ?? quiz.passPercent }
          const id = await beginAttempt(scope, { ...beginning, seed, deadline: deadlineOf(quiz, now) }, drawn)
          return { kind: 'started' as const, id }
        },
        now,
      ),
    'not_open',
    'no_questions',
  )
}
