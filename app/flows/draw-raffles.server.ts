import { inTransaction, lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { wake } from '#app/db/wake.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { notify } from '#app/domain/notices/commands.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { drawRaffle, type DueRaffle, lockDue } from '#app/domain/raffles/commands.server.ts'
import { rafflesDue } from '#app/domain/raffles/queries.server.ts'
import { findActive } from './find-active.server.ts'
import { grantPrizes } from './grant-prizes.server.ts'

/** Draws every raffle of a program that has closed, once: the seed is revealed, winners are told and paid in the same transaction. Answers how many. */
export async function drawRaffles(program: Program, now = new Date()): Promise<number> {
  let drawn = 0
  for (const id of await rafflesDue(program.id, now))
    drawn += await inTransaction(
      { program: program.id, by: null },
      async (scope) => {
        await lockSettling(scope)
        const raffle = await lockDue(scope, id)
        if (!raffle) return 0
        const winners = await drawRaffle(scope, { ...raffle, tickets: await living(scope, raffle) })
        await pay(scope, program, raffle, winners)
        await record(scope, {
          action: 'raffle.drawn',
          objectKind: 'raffle',
          objectId: id,
          after: { winners: winners.map(({ memberId }) => memberId) },
        })
        scope.afterCommit(() =>
          wake(
            program.id,
            raffle.tickets.map((ticket) => ticket.memberId),
          ),
        )
        return 1
      },
      now,
    )
  return drawn
}

/** One ticket a person: of accounts that were merged since, the first; of those who left, none. */
async function living(scope: Scope, raffle: DueRaffle): Promise<DueRaffle['tickets']> {
  const persons = await findActive(
    scope,
    raffle.tickets.map((ticket) => ticket.memberId),
  )
  const held = new Map<number, string>()
  for (const { memberId, ticket } of raffle.tickets) {
    const person = persons.get(memberId)
    if (person !== undefined && !held.has(person)) held.set(person, ticket)
  }
  return [...held].map(([memberId, ticket]) => ({ memberId, ticket }))
}

async function pay(scope: Scope, program: Program, raffle: DueRaffle, winners: readonly { memberId: number; place: number }[]): Promise<void> {
  const url = `/raffles/${raffle.slug}`
  const prized = raffle.points > 0 || raffle.badge !== null
  const prize = raffle.prize ? ` You won: ${raffle.prize}.` : ''
  const words = winners.map(({ memberId, place }) => ({ memberId, reason: `Your ticket came out at place ${place} of “${raffle.title}”.${prize}` }))
  if (prized) {
    const { points, badge, id, title } = raffle
    const grants = words.map((word) => ({ ...word, points, badge, kind: 'raffle.won', externalId: `raffle:${id}:${word.memberId}`, title, url }))
    await grantPrizes(scope, program, grants)
    return
  }
  const notices = words.map(({ memberId, reason }) => ({
    ...{ memberId, key: `raffle:${raffle.id}:${memberId}`, kind: 'raffle.won' },
    ...{ title: `You won in “${raffle.title}”`, body: reason, url },
  }))
  await notify(scope, notices)
}
