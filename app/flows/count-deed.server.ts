import type { Scope } from '#app/db/transaction.server.ts'
import { type Challenge, opennessOf } from '#app/domain/challenges/challenges.ts'
import { addDeed } from '#app/domain/challenges/commands.server.ts'
import { inTime, tagsOf, type Watched } from '#app/domain/challenges/deeds.ts'
import { type Participation, roundsIn } from '#app/domain/challenges/settling.server.ts'
import { Refusal } from '#app/foundation/outcome.ts'
import { completeStage } from './complete-stage.server.ts'
import { enterChallenge } from './enter-challenge.server.ts'

type Done = {
  subject: string
  activityId: number
  occurredAt: Date
  /** When it was first done, where it was ever taken back: it counts for that time. */
  firstAt?: Date
  facts: Record<string, string | number | boolean | string[]>
}

/**
 * Part of closing stages by deeds: one deed of one person for one stage. It counts if the challenge was open when it was done and is now, and the person stands at the
 * stage; where it is the first stage, nobody needs to begin. Enough of them pass the stage.
 */
export async function countDeed(scope: Scope, program: { timeZone: string }, watch: Watched, deed: Done, person: number): Promise<void> {
  const { challenge, stage, settings } = watch
  const [first] = challenge.stages
  const at = deed.firstAt ?? deed.occurredAt
  if (opennessOf(challenge, scope.now) !== 'open' || (settings.from === 'start' && opennessOf(challenge, at) !== 'open')) return
  if (settings.from === 'start' && challenge.publishedAt !== null && at < challenge.publishedAt) return
  if (!inTime(settings, at, at)) return
  const standing = (await roundsIn(scope, challenge.id, person)).find((one) => one.state === 'open' && one.stageId === stage.id)
  const round = standing ?? (first?.id === stage.id ? await enter(scope, program, challenge, person, at) : null)
  if (!round || round.stageId !== stage.id || !inTime(settings, at, round.stageAt)) return
  const evidence = { participationId: round.id, stageId: stage.id, subject: deed.subject, activityId: deed.activityId, at: deed.occurredAt }
  const count = await addDeed(scope, evidence)
  if (count === null || count < settings.count) return
  await completeStage(scope, program, { participationId: round.id, stageId: stage.id, how: 'event', tags: tagsOf(deed.facts) })
}

/** Whom the challenge is not for, and who has done it, stays out without a word. */
async function enter(scope: Scope, program: { timeZone: string }, challenge: Challenge, person: number, at: Date): Promise<Participation | null> {
  try {
    return await enterChallenge(scope, program, challenge, person, opennessOf(challenge, at) === 'open' ? at : scope.now)
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}
