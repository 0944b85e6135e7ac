import { lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { personsOf } from '#app/domain/members/settling.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { endAttempt } from '#app/domain/quizzes/commands.server.ts'
import type { Attempt } from '#app/domain/quizzes/quiz.ts'
import { itemsIn, quizIn } from '#app/domain/quizzes/settling.server.ts'
import { completeStage } from './complete-stage.server.ts'
import { failStage } from './fail-stage.server.ts'
import { tellQuizPassed } from './tell-quiz-passed.server.ts'

/**
 * Part of every story that ends an attempt: grades it, and when it passed for the first time on its occasion tells the rules (`quiz.passed`, whose key is
 * quiz, occasion and person). A stage of a challenge that waits for it is passed, or failed: for now, or for good with the last attempt.
 */
export async function finishAttempt(
  scope: Scope,
  program: Program,
  attempt: Attempt,
  ending: 'handed_in' | 'time',
): Promise<{ percent: number; passed: boolean }> {
  if (attempt.participationId !== null) await lockSettling(scope)
  const [items, quiz, persons] = [await itemsIn(scope, attempt.id), await quizIn(scope, attempt.quizId), await personsOf(scope, [attempt.memberId])]
  const result = await endAttempt(scope, attempt, items, ending)
  if (attempt.participationId !== null && attempt.stageId !== null) {
    const stage = { participationId: attempt.participationId, stageId: attempt.stageId }
    const last = quiz !== null && quiz.attempts !== null && attempt.number >= quiz.attempts
    if (result.passed) await completeStage(scope, program, { ...stage, how: 'quiz', score: result.percent })
    else await failStage(scope, { ...stage, how: last ? 'for_good' : 'for_now' })
  }
  if (!result.passed || !quiz) return result
  const memberId = persons.get(attempt.memberId)?.person ?? attempt.memberId
  await tellQuizPassed(scope, quiz, attempt, { memberId, percent: result.percent })
  return result
}
