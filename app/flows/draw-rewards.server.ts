import { inTransaction, lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { drawRaffle, lockDue } from '#app/domain/raffles/commands.server.ts'
import { drawsDue } from '#app/domain/raffles/queries.server.ts'
import { closeRaffleReward, type Entrant, lockEntrants } from '#app/domain/store/commands/raffles.server.ts'
import { lockOrder } from '#app/domain/store/settling.server.ts'
import { advanceOrder } from './advance-order.server.ts'
import { findActive } from './find-active.server.ts'

/**
 * Draws every raffle of the store whose time has come, once (its state is the key): among all tickets that were paid and approved, by the room of raffles, so that anyone
 * can compute it again. Winners' orders are packed next; what becomes of the points of the others was declared before the first ticket. Answers how many were drawn.
 */
export async function drawRewards(program: Program, origin: string, now = new Date()): Promise<number> {
  let drawn = 0
  for (const { id, owner } of await drawsDue(program.id, 'reward', now))
    drawn += await inTransaction(
      { program: program.id, by: null },
      async (scope) => {
        await lockSettling(scope)
        const raffle = await lockDue(scope, id)
        if (!raffle) return 0
        const { entrants, left } = await divide(scope, await lockEntrants(scope, owner))
        const winners = await drawRaffle(scope, { ...raffle, tickets: entrants.map(({ memberId, ticket }) => ({ memberId, ticket: ticket ?? '' })) })
        const losers = await closeRaffleReward(scope, owner)
        const places = new Map(winners.map(({ ticket, place }) => [ticket, place]))
        for (const { orderId, ticket } of entrants) {
          const place = places.get(ticket ?? '')
          await settle(scope, program, origin, orderId, place === undefined ? losers : { place, of: entrants.length })
        }
        for (const { orderId } of left)
          await giveBack(scope, program, origin, orderId, 'The draw was held before anybody had said yes to this order.')
        await record(scope, {
          action: 'raffle.drawn',
          objectKind: 'reward',
          objectId: owner,
          after: { tickets: entrants.length, winners: winners.length },
        })
        return 1
      },
      now,
    )
  return drawn
}

/** Who is in the draw, and who is not: without a yes there is no ticket, and accounts of nobody active do not win. */
async function divide(scope: Scope, all: readonly Entrant[]): Promise<{ entrants: Entrant[]; left: Entrant[] }> {
  const persons = await findActive(scope, [...new Set(all.map((one) => one.memberId))])
  const isIn = (one: Entrant): boolean => one.ticket !== null && one.state === 'approved' && persons.has(one.memberId)
  return { entrants: all.filter(isIn), left: all.filter((one) => !isIn(one)) }
}

async function settle(
  scope: Scope,
  program: Program,
  origin: string,
  orderId: number,
  came: { place: number; of: number } | 'spent' | 'back',
): Promise<void> {
  if (came === 'back')
    return giveBack(
      scope,
      program,
      origin,
      orderId,
      'Your ticket did not come out this time, and this raffle gives the points of all other tickets back.',
    )
  const order = await lockOrder(scope, orderId)
  if (!order) return
  if (came !== 'spent') {
    await advanceOrder(scope, program, origin, order, 'in_fulfillment', { why: `Your ticket came out at place ${came.place} of ${came.of}.` })
    return
  }
  const packed = await advanceOrder(scope, program, origin, order, 'in_fulfillment', { silent: true })
  await advanceOrder(scope, program, origin, packed, 'delivered', {
    why: 'Your ticket did not come out this time. As was said before, the points of such tickets stay spent.',
  })
}

async function giveBack(scope: Scope, program: Program, origin: string, orderId: number, why: string): Promise<void> {
  const order = await lockOrder(scope, orderId)
  if (order) await advanceOrder(scope, program, origin, order, 'cancelled', { why })
}
