import { lockSettling, type Scope } from '#app/db/transaction.server.ts'
import type { Challenge } from '#app/domain/challenges/challenges.ts'
import { entrantsIn } from '#app/domain/challenges/settling.server.ts'
import { drawRaffle, lockDue } from '#app/domain/raffles/commands.server.ts'
import { awardPlaces } from './award-places.server.ts'
import { findActive } from './find-active.server.ts'
import { openDraw } from './open-draw.server.ts'

/**
 * Part of closing a challenge whose places are drawn: draws once among those who completed it (one ticket a person, whoever left has none), reveals the seed, and gives
 * the places with the award. Answers how many places were given.
 */
export async function drawPlaces(scope: Scope, program: { timeZone: string }, challenge: Challenge): Promise<number> {
  await lockSettling(scope)
  const entrants = await entrantsIn(scope, challenge.id)
  const members = entrants.map((one) => one.memberId)
  const persons = await findActive(scope, members)
  const raffleId = await openDraw(scope, { ...challenge, closesAt: scope.now }, members)
  const due = await lockDue(scope, raffleId)
  if (!due) return 0
  const rounds = new Map<number, { participation: number; ticket: string; memberId: number }>()
  for (const { id, memberId } of entrants) {
    const person = persons.get(memberId)
    const ticket = due.tickets.find((one) => one.memberId === memberId)?.ticket
    if (person !== undefined && ticket !== undefined && !rounds.has(person)) rounds.set(person, { participation: id, ticket, memberId })
  }
  const winners = await drawRaffle(scope, { ...due, winners: challenge.places?.count ?? due.winners, tickets: [...rounds.values()] })
  const held = new Map([...rounds.values()].map((one) => [one.ticket, one.participation]))
  return awardPlaces(
    scope,
    program,
    challenge.id,
    winners.flatMap((one) => held.get(one.ticket) ?? []),
  )
}
