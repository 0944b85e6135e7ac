import { inTransaction, lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { wake } from '#app/db/wake.server.ts'
import { closeDue, forgetKept, noteDrawn } from '#app/domain/challenges/commands.server.ts'
import { challengeIn, entrantsIn, undrawnIn } from '#app/domain/challenges/settling.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { awardPlaces } from './award-places.server.ts'
import { drawPlaces } from './draw-places.server.ts'

/**
 * Closes what has reached its end, with nobody signed in, and gives the places for the best and those that are drawn, also where a manager closed it. Pages go by the
 * clock and need no close; this writes it down once. Answers how many were closed.
 */
export async function closeChallenges(program: Program, now = new Date()): Promise<number> {
  return inTransaction(
    { program: program.id, by: null },
    async (scope) => {
      await lockSettling(scope)
      const closed = await closeDue(scope)
      await forgetKept(scope, 14)
      for (const id of await undrawnIn(scope)) await givePlaces(scope, program, id)
      if (closed > 0) scope.afterCommit(() => wake(scope.program, []))
      return closed
    },
    now,
  )
}

async function givePlaces(scope: Scope, program: Program, id: number): Promise<void> {
  const challenge = await challengeIn(scope, id)
  if (challenge?.places?.kind === 'raffle') await drawPlaces(scope, program, challenge)
  if (challenge?.places?.kind === 'top') {
    const best = (await entrantsIn(scope, id)).slice(0, challenge.places.count)
    await awardPlaces(
      scope,
      program,
      id,
      best.map((one) => one.id),
    )
  }
  await noteDrawn(scope, id)
}
