import { inTransaction, lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { drawOrder } from '#app/domain/raffles/draw.server.ts'
import { doersWithin, levelRanksOf } from '#app/domain/standing/settling.server.ts'
import { type DueSurprise, lockSurprise, noteDraw } from '#app/domain/surprises/commands.server.ts'
import { surprisesDue } from '#app/domain/surprises/queries.server.ts'
import { nextDraw, placesLeft } from '#app/domain/surprises/surprises.ts'
import { newToken } from '#app/foundation/crypto.server.ts'
import { findActive } from './find-active.server.ts'
import { grantPrizes } from './grant-prizes.server.ts'

/**
 * Lets every surprise happen that is due: some of those who did enough in the days before, drawn by a seed that is kept with the list, so that the draw can be done again.
 * Nobody is reached twice by one surprise, and together they never cost more than its budget. Answers how many people were reached.
 */
export async function drawSurprises(program: Program, now = new Date(), seed = newToken): Promise<number> {
  let reached = 0
  for (const id of await surprisesDue(program.id, now))
    reached += await inTransaction(
      { program: program.id, by: null },
      async (scope) => {
        await lockSettling(scope)
        const surprise = await lockSurprise(scope, id)
        return surprise ? draw(scope, program, surprise, seed()) : 0
      },
      now,
    )
  return reached
}

async function draw(scope: Scope, program: Program, surprise: DueSurprise, seed: string): Promise<number> {
  const eligible = await eligibleFor(scope, surprise)
  const order = drawOrder(
    seed,
    eligible.map((person) => String(person)),
  )
  const winners = order.slice(0, placesLeft(surprise, surprise.spent)).map(Number)
  const spent = surprise.spent + winners.length * surprise.amount
  const next = placesLeft(surprise, spent) > 0 ? nextDraw(surprise.every, surprise.nextAt, scope.now, program.timeZone) : null
  await noteDraw(scope, surprise, { seed, eligible, winners, nextAt: next })
  await grantPrizes(
    scope,
    program,
    winners.map((memberId) => ({
      ...{ memberId, points: surprise.amount, badge: null, kind: 'surprise.given', externalId: `surprise:${surprise.id}:${memberId}` },
      ...{ title: surprise.title, url: '/activity', reason: surprise.words },
    })),
  )
  const after = { eligible: eligible.length, winners, seed, spent }
  await record(scope, { action: 'surprise.drawn', objectKind: 'surprise', objectId: surprise.id, after })
  return winners.length
}

/** Who did enough in the days before, is active, stands at a level in between, and was not reached before. */
async function eligibleFor(scope: Scope, surprise: DueSurprise): Promise<number[]> {
  const from = new Date(surprise.nextAt.getTime() - surprise.days * 86_400_000)
  const doers = await doersWithin(scope, { kinds: surprise.kinds, least: surprise.least, from, until: surprise.nextAt })
  const active = await findActive(scope, doers)
  const levels = await levelRanksOf(scope, doers)
  const before = new Set(surprise.given)
  return doers.filter((person) => {
    const level = levels.get(person) ?? 0
    return active.has(person) && !before.has(person) && level >= surprise.levelFrom && level <= (surprise.levelTo ?? Infinity)
  })
}
