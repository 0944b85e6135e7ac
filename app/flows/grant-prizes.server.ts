import { lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { notify } from '#app/domain/notices/commands.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { grantBadge, type Moved } from '#app/domain/standing/commands.server.ts'
import { alignStanding } from './align-standing.server.ts'
import { type Grant, grantAwards } from './grant-awards.server.ts'
import { tellStanding } from './tell-standing.server.ts'

/** What somebody gets: points, a badge given by hand, or both; once for good per `externalId`. Points may be 0: then the word alone stands in their activity. */
export type PrizeGrant = Omit<Grant, 'amount' | 'currency'> & { points: number; badge: string | null }

/** Part of a story that ends with prizes: points and their words, badges with what follows from them, and a notice for each who got something new. Answers who did. */
export async function grantPrizes(scope: Scope, program: Program, prizes: readonly PrizeGrant[]): Promise<number[]> {
  if (prizes.length === 0) return []
  await lockSettling(scope)
  const given = await grantAwards(
    scope,
    program,
    prizes.map(({ points, badge: _badge, ...grant }) => ({ ...grant, amount: points })),
  )
  const fresh = prizes.flatMap((prize, n) => (given[n]?.fresh ? [{ ...prize, activityId: given[n].activityId }] : []))
  const moved: Moved[] = []
  for (const { memberId, badge, externalId, activityId, reason } of fresh)
    if (badge) moved.push(await grantBadge(scope, { memberId, badge, key: `prize:${externalId}`, activityId, at: scope.now, reason }))
  const members = [...new Set(fresh.map((prize) => prize.memberId))]
  if (moved.length > 0) {
    await tellStanding(scope, moved)
    await alignStanding(scope, {}, members)
  }
  await notify(
    scope,
    fresh.map(({ memberId, externalId, activityId, kind, points, title, reason, url }) => ({
      memberId,
      key: `${externalId}:${activityId}`,
      kind,
      title: points > 0 ? `${points.toLocaleString('en')} ${program.pointsName}: ${title}` : title,
      body: reason,
      url,
    })),
  )
  return members
}
