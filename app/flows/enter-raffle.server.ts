import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { addTickets, dropTicket, enterable } from '#app/domain/raffles/commands.server.ts'
import { type Refused, orRefused } from '#app/foundation/outcome.ts'
import { requireEligible } from './require-eligible.server.ts'

/** A member takes their one ticket in an open raffle, or gives it back. Taking it twice is taking it once. */
export function enterRaffle(
  order: { raffle: string; way: 'enter' | 'leave' },
  by: Actor,
  now = new Date(),
): Promise<{ kind: 'in' | 'out' } | Refused<'not_found' | 'closed' | 'not_eligible'>> {
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope) => {
          const raffle = await enterable(scope, order.raffle)
          const person = await requireEligible(scope, raffle.levelFrom)
          if (order.way === 'leave') await dropTicket(scope, raffle.id, person)
          else await addTickets(scope, raffle.id, [person])
          return { kind: order.way === 'leave' ? ('out' as const) : ('in' as const) }
        },
        now,
      ),
    'not_found',
    'closed',
    'not_eligible',
  )
}
