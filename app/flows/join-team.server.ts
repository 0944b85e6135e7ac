import { type Actor, inTransaction, lockSettling } from '#app/db/transaction.server.ts'
import { joinTeam as join, leaveTeam } from '#app/domain/teams/commands.server.ts'
import { type Refused, orRefused } from '#app/foundation/outcome.ts'
import { requireEligible } from './require-eligible.server.ts'

/** A member joins a team, or leaves it. A person is in one team at a time; what they did for a team stays with it. */
export function joinTeam(
  order: { team: string; way: 'join' | 'leave' },
  by: Actor,
  now = new Date(),
): Promise<{ kind: 'joined' | 'was_in' | 'left' } | Refused<'not_found' | 'full' | 'elsewhere' | 'not_eligible'>> {
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope) => {
          await lockSettling(scope)
          const person = await requireEligible(scope, 0)
          if (order.way === 'join') return { kind: (await join(scope, order.team, person)) ? ('joined' as const) : ('was_in' as const) }
          await leaveTeam(scope, order.team, person)
          return { kind: 'left' as const }
        },
        now,
      ),
    'not_found',
    'full',
    'elsewhere',
    'not_eligible',
  )
}
