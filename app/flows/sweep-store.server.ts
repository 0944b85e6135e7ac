import { inTransaction } from '#app/db/transaction.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { eraseAddressesDue } from '#app/domain/store/commands/keeping.server.ts'
import { applyPrices } from '#app/domain/store/commands/rewards.server.ts'
import { expiredHolds } from '#app/domain/store/settling.server.ts'
import { moveOrder } from './move-order.server.ts'

const tooLong = 'Nobody on the team got to it in time. That is on us.'

/**
 * What the store does by the clock: announced prices begin to hold, orders that waited too long are cancelled with everything given back (each once, by
 * its state: the key), addresses that are not needed any more are erased. Answers the counts.
 */
export async function sweepStore(program: Program, origin: string, now = new Date()): Promise<{ prices: number; expired: number; erased: number }> {
  const hub = { program: program.id, by: null }
  const { prices, erased, waiting } = await inTransaction(
    hub,
    async (scope) => ({ prices: await applyPrices(scope), erased: await eraseAddressesDue(scope), waiting: await expiredHolds(scope, 100) }),
    now,
  )
  let expired = 0
  for (const id of waiting) {
    const moved = await moveOrder(hub, program, origin, id, { do: 'expire', why: tooLong }, now)
    if (moved.kind === 'moved') expired += 1
  }
  return { prices, expired, erased }
}
