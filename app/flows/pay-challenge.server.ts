import type { Scope } from '#app/db/transaction.server.ts'
import { type Challenge, amountOf } from '#app/domain/challenges/challenges.ts'
import { claimFirsts } from '#app/domain/challenges/commands.server.ts'
import { creditOf, firstsOf } from '#app/domain/challenges/credit.ts'
import { type Participation, type StageResult, tagsBefore } from '#app/domain/challenges/settling.server.ts'
import { grantBadge } from '#app/domain/standing/commands.server.ts'
import { payStage } from './pay-stage.server.ts'
import { tellStanding } from './tell-standing.server.ts'

type Ended = { challenge: Challenge; participation: Participation; results: readonly StageResult[]; note: string }

/**
 * Part of completing a challenge and of giving out places: the final award with extra credit, and the badge. Answers the key of the grant (null where there is
 * nothing to give) and what it gave. The words name every part.
 */
export async function payChallenge(scope: Scope, program: { timeZone: string }, ended: Ended): Promise<{ grantId: string | null; points: number }> {
  const { challenge, participation, note } = ended
  const { award, extra } = challenge
  const passed = ended.results.filter((one) => one.state === 'passed')
  const chosen = passed.flatMap((one) => (one.points === null ? [] : [one.points]))
  const worth = award.mode === 'final' ? (amountOf(award.points, chosen.at(-1) ?? null) ?? 0) : chosen.reduce((sum, points) => sum + points, 0)
  const tags = [...new Set(passed.flatMap((one) => one.tags))]
  const claimed = await claimFirsts(scope, participation, firstsOf(extra, tags))
  const before = extra.variety ? await tagsBefore(scope, participation) : { rounds: 0, tags: new Set<string>() }
  const credits = creditOf(extra, worth, { claimed, tags, before })
  const amount = (award.mode === 'final' ? worth : 0) + credits.reduce((sum, credit) => sum + credit.points, 0)
  if (award.badge) {
    const gift = { memberId: participation.memberId, badge: award.badge, key: `challenge:${challenge.id}:${participation.round}` }
    await tellStanding(scope, [await grantBadge(scope, { ...gift, activityId: 0, at: scope.now, reason: challenge.title })])
  }
  const words = credits.length > 0 ? `${worth} ${credits.map((credit) => credit.words).join(', ')}.` : ''
  return payStage(scope, program, { challenge, stage: null, participation, amount, note, words })
}
