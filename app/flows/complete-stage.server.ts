import { lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { wake } from '#app/db/wake.server.ts'
import { awayFrom, type Challenge, freePlace, stageAfter, stageAmount } from '#app/domain/challenges/challenges.ts'
import { finishRound, moveOn, notePass } from '#app/domain/challenges/commands.server.ts'
import {
  challengeIn,
  type Participation,
  participationIn,
  placesTaken,
  resultsIn,
  type StageResult,
  tagsHandedIn,
} from '#app/domain/challenges/settling.server.ts'
import { Refusal } from '#app/foundation/outcome.ts'
import { openDraw } from './open-draw.server.ts'
import { payChallenge } from './pay-challenge.server.ts'
import { payStage } from './pay-stage.server.ts'
import { recallDeeds } from './recall-deeds.server.ts'
import { tellChallenge } from './tell-challenge.server.ts'

/** Which stage is passed, and by what. */
type StageOrder = {
  participationId: number
  stageId: number
  how: 'door' | 'verdict' | 'quiz' | 'survey' | 'check_in' | 'event' | 'visitor' | 'staff'
  answer?: string // for branching
  /** The amount a reviewer chose within the challenge's range. Outside of it the story is refused (`out_of_range`). */
  points?: number
  /** What places for the best go by. */
  score?: number
  /** What it was about, for extra credit: `language:fr`, `topic:backups`. */
  tags?: readonly string[]
  /** What a reviewer noted; stands in the ledger. */
  note?: string
}

/**
 * Passed, with the stage after it; completed, with what this paid and a place where there are places; or nothing, because it was done before or is not the
 * member's turn.
 */
export type Completed =
  | { kind: 'passed'; next: number; points: number }
  | { kind: 'completed'; points: number; place: number | null; placesGone: boolean }
  | { kind: 'passed_before' }
  | { kind: 'not_there' }

/**
 * Part of every story that passes a stage (a judge, a verdict, a quiz, a deed in a channel, a check-in): writes the result once, pays, and leads on to the next
 * stage or to the end. Takes the settling lock, so that racing finishers come one after the other. None is skipped: a stage that the member does not stand at
 * is `not_there`.
 */
export async function completeStage(scope: Scope, program: { timeZone: string }, order: StageOrder): Promise<Completed> {
  await lockSettling(scope)
  const found = await participationIn(scope, order.participationId)
  const challenge = found && (await challengeIn(scope, found.challengeId))
  const stage = challenge?.stages.find((one) => one.id === order.stageId)
  if (!found || !challenge || !stage) return { kind: 'not_there' }
  const results = await resultsIn(scope, found.id)
  if (results.get(stage.id)?.state === 'passed') return { kind: 'passed_before' }
  if (found.state !== 'open' || found.stageId !== stage.id) return { kind: 'not_there' }
  const amount = stageAmount(challenge, stage, order.points ?? null)
  if ('refused' in amount) throw new Refusal('out_of_range', amount.refused)
  const paid = await payStage(scope, program, { challenge, stage, participation: found, amount: amount.now, note: order.note ?? '' })
  const { how, answer = null, score = 0 } = order
  const tags = [...(order.tags ?? []), ...(await tagsHandedIn(scope, found.id, stage.id))].map((tag) => tag.toLowerCase())
  const pass = { how, answer, tags, points: paid.grantId === null ? amount.kept : paid.points, score, grantId: paid.grantId }
  await notePass(scope, found.id, stage.id, pass)
  await tellChallenge(scope, { challenge, participation: found, stage, quiet: !awayFrom.includes(how) })
  scope.afterCommit(() => wake(scope.program, [found.memberId]))
  const passed = new Map([...results.values()].filter((one) => one.state === 'passed').map((one) => [one.stageId, one.answer]))
  const next = stageAfter(challenge.stages, stage, answer, passed)
  if (next) {
    await moveOn(scope, found.id, next.id, score)
    await recallDeeds(scope, program, next, found)
    return { kind: 'passed', next: next.id, points: paid.points }
  }
  const done: StageResult = { stageId: stage.id, state: 'passed', passes: 1, at: scope.now, ...pass }
  const end = await endOf(scope, program, challenge, found, [...results.values(), done], order.note ?? '')
  await finishRound(scope, found.id, { ...end, score })
  await tellChallenge(scope, { challenge, participation: { ...found, place: end.place }, stage: null, quiet: !awayFrom.includes(how) })
  return { kind: 'completed', points: end.points + paid.points, place: end.place, placesGone: end.placesGone }
}

/** What the end brings: a place where there are places, and the final award with extra credit. Places for the best and drawn ones are given at the close. */
async function endOf(
  scope: Scope,
  program: { timeZone: string },
  challenge: Challenge,
  participation: Participation,
  results: readonly StageResult[],
  note: string,
): Promise<{ place: number | null; placesGone: boolean; grantId: string | null; points: number }> {
  const unpaid = { place: null, placesGone: false, grantId: null, points: 0 }
  const { places } = challenge
  if (places?.kind === 'raffle') await openDraw(scope, challenge, [participation.memberId])
  if (places && places.kind !== 'first') return unpaid
  const place = places && freePlace(await placesTaken(scope, challenge.id), places.count)
  if (places && place === null) return { ...unpaid, placesGone: true }
  return { place, placesGone: false, ...(await payChallenge(scope, program, { challenge, participation, results, note })) }
}
