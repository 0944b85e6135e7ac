import type { Scope } from '#app/db/transaction.server.ts'
import type { Challenge } from '#app/domain/challenges/challenges.ts'
import { addTickets, openRaffle, raffleAt } from '#app/domain/raffles/commands.server.ts'
import { newToken } from '#app/foundation/crypto.server.ts'

const year = 365 * 86_400_000

/**
 * Part of publishing a challenge whose places are drawn, and of every end of it: the raffle behind the places, opened now if there is none, so that the hash of its seed
 * stands before anybody enters. Its address cannot be guessed: it is for those who see the challenge. Who is named gets a ticket. Answers its id.
 */
export async function openDraw(scope: Scope, challenge: Challenge, entrants: readonly number[] = []): Promise<number> {
  const id = await raffleBehind(scope, challenge)
  await addTickets(scope, id, entrants)
  return id
}

async function raffleBehind(scope: Scope, challenge: Challenge): Promise<number> {
  const origin = `challenge:${challenge.id}`
  const closesAt = challenge.closesAt ?? new Date(scope.now.getTime() + year)
  const known = await raffleAt(scope, origin, closesAt)
  if (known !== null) return known
  const opensAt = new Date(Math.min(scope.now.getTime(), closesAt.getTime() - 1_000))
  const { title, timeZone, places } = challenge
  const opened = await openRaffle(scope, `draw-${newToken().slice(0, 12).toLowerCase()}`, {
    ...{ title, about: 'Everybody who completes the challenge has one ticket.', origin, state: 'published', opensAt, closesAt, timeZone },
    ...{ winners: places?.count ?? 1, prize: '', points: 0, badge: null, levelFrom: 0 },
  })
  return opened.id
}
