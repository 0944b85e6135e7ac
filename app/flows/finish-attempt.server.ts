import type { Scope } from '#app/db/transaction.server.ts'
import { recordHubEvents } from '#app/domain/activities/commands.server.ts'
import { personsOf } from '#app/domain/members/settling.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { endAttempt } from '#app/domain/quizzes/commands.server.ts'
import type { Attempt } from '#app/domain/quizzes/quiz.ts'
import { itemsIn, quizIn } from '#app/domain/quizzes/settling.server.ts'

/**
 * Part of every story that ends an attempt: grades it, and when it passed for the first time on its occasion tells the rules (`quiz.passed`, whose key is
 * quiz, occasion and person) and closes the stage of the challenge that waits for it.
 */
export async function finishAttempt(
  scope: Scope,
  _program: Program,
  attempt: Attempt,
  ending: 'handed_in' | 'time',
): Promise<{ percent: number; passed: boolean }> {
  const [items, quiz, persons] = [await itemsIn(scope, attempt.id), await quizIn(scope, attempt.quizId), await personsOf(scope, [attempt.memberId])]
  const result = await endAttempt(scope, attempt, items, ending)
  if (!result.passed || !quiz) return result
  const memberId = persons.get(attempt.memberId)?.person ?? attempt.memberId
  await recordHubEvents(scope, [
    {
      kind: 'quiz.passed',
      externalId: `quiz:${quiz.id}:${attempt.occasion}:${memberId}`,
      version: '1',
      memberId,
      title: quiz.title,
      url: attempt.place,
      facts: { quiz: quiz.slug, percent: result.percent, attempt: attempt.number },
      at: scope.now,
    },
  ])
  return result
}
