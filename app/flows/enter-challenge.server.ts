import type { Scope } from '#app/db/transaction.server.ts'
import { type Challenge, firstOpen } from '#app/domain/challenges/challenges.ts'
import { beginRound } from '#app/domain/challenges/commands.server.ts'
import { type Participation, participationIn, resultsIn } from '#app/domain/challenges/settling.server.ts'
import { askEntry } from './ask-entry.server.ts'
import { recallDeeds } from './recall-deeds.server.ts'

/**
 * Part of taking part: the person's present round, begun now if it was not. `at` is when it was done, for a deed that arrives later. Refuses like `askEntry`. A first
 * stage that counts from a date looks back at once.
 */
export async function enterChallenge(
  scope: Scope,
  program: { timeZone: string },
  challenge: Challenge,
  memberId: number,
  at = scope.now,
): Promise<Participation> {
  const entry = await askEntry(scope, challenge, memberId, at)
  if (entry.kind === 'going') return entry.participation
  const results = entry.before ? [...(await resultsIn(scope, entry.before.id)).values()] : []
  const passed = new Map(results.filter((one) => one.state === 'passed').map((one) => [one.stageId, one.answer]))
  const first = firstOpen(challenge.stages, passed)
  if (!first) throw new Error(`The challenge “${challenge.slug}” has no stages.`)
  const id = await beginRound(scope, { challengeId: challenge.id, memberId, round: entry.round, stageId: first.id, stageAt: at })
  if (id !== null) await recallDeeds(scope, program, first, { id, memberId })
  const begun = id === null ? null : await participationIn(scope, id)
  if (!begun) throw new Error('A round could not be begun.')
  return begun
}
