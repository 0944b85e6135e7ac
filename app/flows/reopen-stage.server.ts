import { lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { recordHubEvents } from '#app/domain/activities/commands.server.ts'
import { reopen } from '#app/domain/challenges/commands.server.ts'
import { challengeIn, participationIn, resultsIn } from '#app/domain/challenges/settling.server.ts'
import { notify } from '#app/domain/notices/commands.server.ts'
import { dropTicket } from '#app/domain/raffles/commands.server.ts'
import { revokeBadge } from '#app/domain/standing/commands.server.ts'
import { openDraw } from './open-draw.server.ts'
import { takeBackGrants } from './take-back-grants.server.ts'
import { tellStanding } from './tell-standing.server.ts'
import { walkPaths } from './walk-paths.server.ts'

/**
 * Undoes `completeStage` (a deed was undone, an approval taken back): what the stage and the end had paid is taken back once, the member stands at the stage again, a
 * place is free again. What was passed after it stays passed. Answers whether there was anything to undo.
 */
export async function reopenStage(
  scope: Scope,
  program: { timeZone: string },
  order: { participationId: number; stageId: number; reason: string },
): Promise<{ kind: 'reopened' | 'not_passed' }> {
  await lockSettling(scope)
  const found = await participationIn(scope, order.participationId)
  const challenge = found && (await challengeIn(scope, found.challengeId))
  const stage = challenge?.stages.find((one) => one.id === order.stageId)
  if (!found || !challenge || !stage) return { kind: 'not_passed' }
  const result = (await resultsIn(scope, found.id)).get(stage.id)
  if (result?.state !== 'passed') return { kind: 'not_passed' }
  const keys = [result.grantId, found.grantId].flatMap((key) => key ?? [])
  await takeBackGrants(scope, program, keys, order.reason)
  await reopen(scope, found, stage.id, result.score)
  const { memberId, round } = found
  if (found.state === 'completed') await walkPaths(scope, challenge, memberId)
  if (challenge.places?.kind === 'raffle' && challenge.drawnAt === null) await dropTicket(scope, await openDraw(scope, challenge), memberId)
  if (challenge.award.badge && found.state === 'completed') {
    const gift = { memberId, badge: challenge.award.badge, key: `challenge:${challenge.id}:${round}` }
    await tellStanding(scope, [await revokeBadge(scope, gift)])
  }
  const name = `challenge:${challenge.id}:${stage.id}:${memberId}:${round}`
  const undone = [name, ...(found.state === 'completed' ? [`challenge:${challenge.id}:completed:${memberId}:${round}`] : [])]
  const version = String(scope.now.getTime())
  const url = `/challenges/${challenge.slug}`
  const event = { kind: 'challenge.reopened', version, memberId, title: challenge.title, url, facts: {}, at: scope.now }
  await recordHubEvents(
    scope,
    undone.map((undoes) => ({ ...event, externalId: `reopened:${undoes}`, undoes })),
  )
  const title = `Step ${stage.position} of “${challenge.title}” is open again`
  await notify(scope, [{ memberId, key: `reopened:${name}:${version}`, kind: event.kind, title, body: order.reason, url }])
  return { kind: 'reopened' }
}
