import type { Scope } from '#app/db/transaction.server.ts'
import { hubSubject, recordHubEvents } from '#app/domain/activities/commands.server.ts'
import { undoneUntil } from '#app/domain/activities/settling.server.ts'
import type { Attempt, Quiz } from '#app/domain/quizzes/quiz.ts'

/** Part of passing a quiz: tells the rules, once for quiz, occasion and person (the key), and once more after it was taken back by grading anew. */
export async function tellQuizPassed(scope: Scope, quiz: Quiz, attempt: Attempt, passed: { memberId: number; percent: number }): Promise<void> {
  const externalId = `quiz:${quiz.id}:${attempt.occasion}:${passed.memberId}`
  const subject = hubSubject(scope.program, externalId)
  const undone = (await undoneUntil(scope, [subject])).get(subject)
  await recordHubEvents(scope, [
    {
      kind: 'quiz.passed',
      externalId,
      version: undone ? String(undone.until.getTime()) : '1',
      memberId: passed.memberId,
      title: quiz.title,
      url: attempt.place,
      facts: { quiz: quiz.slug, percent: passed.percent, attempt: attempt.number },
      at: scope.now,
    },
  ])
}
