import { lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { failRound, holdRound } from '#app/domain/challenges/commands.server.ts'
import { challengeIn, participationIn } from '#app/domain/challenges/settling.server.ts'

/**
 * Part of every story in which a try fails. `for_now` (a wrong answer, a quiz not passed): the member stays at the stage and may try again once the challenge's cooldown is
 * over, at once where it has none. `for_good` (a rejection): the round is over, and another one can begin after the cooldown if there is one. Answers from when.
 */
export async function failStage(
  scope: Scope,
  order: { participationId: number; stageId: number; how: 'for_now' | 'for_good' },
): Promise<{ kind: 'failed'; retryAt: Date | null } | { kind: 'not_there' }> {
  await lockSettling(scope)
  const found = await participationIn(scope, order.participationId)
  const challenge = found && (await challengeIn(scope, found.challengeId))
  if (!challenge || found.state !== 'open' || found.stageId !== order.stageId) return { kind: 'not_there' }
  const { cooldownMinutes } = challenge.recurrence
  const retryAt = cooldownMinutes > 0 ? new Date(scope.now.getTime() + cooldownMinutes * 60_000) : null
  if (order.how === 'for_good') await failRound(scope, found.id, retryAt)
  else if (retryAt) await holdRound(scope, found.id, retryAt)
  return { kind: 'failed', retryAt }
}
