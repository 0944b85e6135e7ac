import { type Actor, inTransaction, lockSettling } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { addBadge, changeBadge } from '#app/domain/standing/commands.server.ts'
import { type BadgeCard } from '#app/domain/standing/standing.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { alignStanding } from './align-standing.server.ts'

/** A manager writes a badge: a new one, or the one with its slug. Whoever has done enough holds it at once. A slug that is taken is refused for a new one. */
export function saveBadge(badge: Omit<BadgeCard, 'id'>, isNew: boolean, by: Actor): Promise<{ kind: 'saved' } | Refused<'taken'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope) => {
        await lockSettling(scope)
        if (!isNew) await changeBadge(scope, badge)
        else if (!(await addBadge(scope, badge))) throw new Refusal('taken', 'There is a badge with this title already. Choose another title.')
        await alignStanding(scope, { badges: [badge.slug] })
        await record(scope, { action: 'badge.saved', objectKind: 'badge', objectId: badge.slug, after: badge })
        return { kind: 'saved' as const }
      }),
    'taken',
  )
}
