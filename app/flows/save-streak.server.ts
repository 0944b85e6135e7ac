import { type Actor, inTransaction, lockSettling } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { putStreak } from '#app/domain/standing/commands.server.ts'
import { definitionsIn } from '#app/domain/standing/settling.server.ts'
import type { StreakCard } from '#app/domain/standing/standing.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { alignStanding } from './align-standing.server.ts'

/** A manager adds a streak. What was done before counts: everybody's days are counted at once. */
export function saveStreak(streak: Omit<StreakCard, 'id'>, by: Actor): Promise<{ kind: 'saved' } | Refused<'taken'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope) => {
        await lockSettling(scope)
        const { streaks } = await definitionsIn(scope)
        if (streaks.some((one) => one.slug === streak.slug))
          throw new Refusal('taken', 'There is a streak with this title already. Choose another title.')
        await putStreak(scope, streak)
        await alignStanding(scope, { newStreak: streak.slug })
        await record(scope, { action: 'streak.saved', objectKind: 'streak', objectId: streak.slug, after: streak })
        return { kind: 'saved' as const }
      }),
    'taken',
  )
}
