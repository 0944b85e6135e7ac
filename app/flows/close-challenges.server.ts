import { inTransaction, lockSettling } from '#app/db/transaction.server.ts'
import { wake } from '#app/db/wake.server.ts'
import { closeDue, forgetKept, noteDrawn } from '#app/domain/challenges/commands.server.ts'
import { entrantsIn } from '#app/domain/challenges/settling.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { awardPlaces } from './award-places.server.ts'

/**
 * Closes what has reached its end, with nobody signed in, and gives the places for the best. Pages go by the clock and need no close; this writes it down once. A raffle
 * waits for its draw. Answers how many were closed.
 */
export async function closeChallenges(program: Program, now = new Date()): Promise<number> {
  return inTransaction(
    { program: program.id, by: null },
    async (scope) => {
      await lockSettling(scope)
      const closed = await closeDue(scope)
      await forgetKept(scope, 14)
      for (const { id, places } of closed) {
        if (places?.kind !== 'top') continue
        const best = (await entrantsIn(scope, id)).slice(0, places.count)
        await awardPlaces(
          scope,
          program,
          id,
          best.map((one) => one.id),
        )
        await noteDrawn(scope, id)
      }
      if (closed.length > 0) scope.afterCommit(() => wake(scope.program, []))
      return closed.length
    },
    now,
  )
}
