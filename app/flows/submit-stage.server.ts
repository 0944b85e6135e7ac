import { type Actor, inTransaction, lockSettling } from '#app/db/transaction.server.ts'
import { challengeNamed } from '#app/domain/challenges/settling.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { enterChallenge } from './enter-challenge.server.ts'
import { judgeSubmission, type LookedUp, type SubmitOutcome, type Submitted } from './judge-submission.server.ts'
import { type EntryRefusal, entryRefusals } from './start-challenge.server.ts'

/**
 * A member hands in a stage. The stage's type judges it: it passes and pays at once, fails, or waits for a person. Nothing that was written is lost. A link that
 * somebody handed in before is refused.
 */
export function submitStage(
  by: Actor & { by: number },
  program: { timeZone: string },
  order: Submitted,
  looked: LookedUp,
  now = new Date(),
): Promise<SubmitOutcome | Refused<EntryRefusal | 'not_there'>> {
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope) => {
          await lockSettling(scope)
          const challenge = await challengeNamed(scope, order.slug)
          const stage = challenge?.stages.find((one) => one.id === order.stageId)
          if (!challenge || !stage) throw new Refusal('not_found', 'There is no such challenge.')
          const round = await enterChallenge(scope, program, challenge, by.by)
          if (round.state !== 'open' || round.stageId !== stage.id)
            throw new Refusal('not_there', 'This step is done, or another one comes first. Nothing was handed in twice.')
          if (round.retryAt !== null && round.retryAt > scope.now) throw new Refusal('wait', 'Wait a little before the next try.')
          return judgeSubmission(scope, program, { challenge, stage, round, order, looked })
        },
        now,
      ),
    ...entryRefusals,
    'not_there',
  )
}
