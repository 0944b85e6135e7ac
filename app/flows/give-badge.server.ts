import { type Actor, inTransaction, lockSettling } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { contactOf } from '#app/domain/members/queries.server.ts'
import { grantBadge, type Moved, revokeBadge } from '#app/domain/standing/commands.server.ts'
import { definitionsIn } from '#app/domain/standing/settling.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { alignStanding } from './align-standing.server.ts'
import { tellStanding } from './tell-standing.server.ts'

/** Which badge to give to whom (or to take from whom), why, and the key under which it happens once. */
export type BadgeOrder = { memberId: number; badge: string; way: 'give' | 'take'; reason: string; key: string }

/** A manager gives a badge by hand, or takes back one that was given by hand. The reason stands in the audit log. Nobody gives one to themselves. */
export function giveBadge(order: BadgeOrder, by: Actor): Promise<{ kind: 'given' | 'taken' } | Refused<'own_badge' | 'not_found' | 'not_given'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope) => {
        const { memberId, badge, way, reason, key } = order
        if (by.by === memberId) throw new Refusal('own_badge', 'Nobody can give badges to themselves. Ask another manager. Nothing was changed.')
        await lockSettling(scope)
        const known = (await definitionsIn(scope)).badges.some((one) => one.slug === badge && one.kinds.length === 0)
        if (!known || !(await contactOf(scope.program, memberId, scope.sql)))
          throw new Refusal('not_found', 'There is no such member or no such badge to give. Nothing was changed.')
        const done = way === 'give' ? await give(scope, order) : await revokeBadge(scope, { memberId, badge, key: null })
        if ('revoked' in done && done.revoked === 0)
          throw new Refusal('not_given', 'This badge was not given by hand, so there is nothing to take back. Nothing was changed.')
        await tellStanding(scope, [done])
        await alignStanding(scope, {}, [memberId])
        await record(scope, {
          action: `badge.${way === 'give' ? 'given' : 'taken'}`,
          objectKind: 'member',
          objectId: memberId,
          after: { badge, key },
          reason,
        })
        return { kind: way === 'give' ? ('given' as const) : ('taken' as const) }
      }),
    'own_badge',
    'not_found',
    'not_given',
  )
}

function give(scope: Parameters<typeof grantBadge>[0], { memberId, badge, reason, key }: BadgeOrder): Promise<Moved> {
  return grantBadge(scope, { memberId, badge, key: `hand:${key}`, activityId: 0, at: scope.now, reason })
}
