import { type Actor, inTransaction, lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { recordHubEvents } from '#app/domain/activities/commands.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { beginRound } from '#app/domain/challenges/commands.server.ts'
import { participationIn } from '#app/domain/challenges/settling.server.ts'
import { holdersIn, personsOf } from '#app/domain/members/settling.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { passedOn, regradeAttempts, type Regraded } from '#app/domain/quizzes/commands.server.ts'
import type { Quiz } from '#app/domain/quizzes/quiz.ts'
import { quizIn } from '#app/domain/quizzes/settling.server.ts'
import { completeStage } from './complete-stage.server.ts'
import { reopenStage } from './reopen-stage.server.ts'
import { tellQuizPassed } from './tell-quiz-passed.server.ts'

/** How many attempts changed, and how many people passed or no longer passed by it. */
export type RegradeResult = { kind: 'regraded'; changed: number; gained: number; lost: number } | { kind: 'none' }

/**
 * A manager lets ended attempts be graded anew after a key was corrected. Who passes now is paid like everybody, by the key of their stage, once; from whom no attempt
 * passes any more what it paid is taken back, with the reason. Under the settling lock; asked again it finds nothing to do.
 */
export function regradeQuiz(quizId: number, by: Actor, program: Program, now = new Date()): Promise<RegradeResult> {
  return inTransaction(
    by,
    async (scope): Promise<RegradeResult> => {
      await lockSettling(scope)
      const quiz = await quizIn(scope, quizId)
      if (!quiz) return { kind: 'none' }
      const regraded = await regradeAttempts(scope, quizId)
      let [gained, lost] = [0, 0]
      for (const attempt of regraded.filter((one) => one.passed !== one.passedBefore)) {
        const { person = attempt.memberId } = (await personsOf(scope, [attempt.memberId])).get(attempt.memberId) ?? {}
        const stands = await passedOn(scope, quizId, attempt.occasion, await holdersIn(scope, person))
        if (attempt.passed) {
          await passNow(scope, program, attempt)
          await tellQuizPassed(scope, quiz, attempt, { memberId: person, percent: attempt.percent })
          gained += 1
        } else if (!stands) {
          await passNoMore(scope, program, attempt)
          await untell(scope, quiz, attempt, person)
          lost += 1
        }
      }
      if (regraded.length > 0)
        await record(scope, { action: 'quiz.regraded', objectKind: 'quiz', objectId: quizId, after: { attempts: regraded.length, gained, lost } })
      return { kind: 'regraded', changed: regraded.length, gained, lost }
    },
    now,
  )
}

async function passNow(scope: Scope, program: Program, { participationId, stageId, percent }: Regraded): Promise<void> {
  const round = participationId === null ? null : await participationIn(scope, participationId)
  if (!round || participationId === null || stageId === null) return
  if (round.state === 'failed') await beginRound(scope, { ...round, stageId, stageAt: round.stageAt })
  await completeStage(scope, program, { participationId, stageId, how: 'quiz', score: percent })
}

async function passNoMore(scope: Scope, program: Program, { participationId, stageId }: Regraded): Promise<void> {
  if (participationId === null || stageId === null) return
  await reopenStage(scope, program, { participationId, stageId, reason: 'A wrong key of the quiz was corrected, and it was graded anew.' })
}

/** What rules pay for a passed quiz is taken back with it. */
async function untell(scope: Scope, quiz: Quiz, attempt: Regraded, memberId: number): Promise<void> {
  const undoes = `quiz:${quiz.id}:${attempt.occasion}:${memberId}`
  const shared = { memberId, title: quiz.title, url: attempt.place, at: scope.now, facts: {} }
  await recordHubEvents(scope, [{ ...shared, kind: 'quiz.regraded', externalId: `regraded:${undoes}`, version: String(scope.now.getTime()), undoes }])
}
