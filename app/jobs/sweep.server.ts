import { inTransaction } from '#app/db/transaction.server.ts'
import { sweepAccess } from '#app/domain/access/commands.server.ts'

/** Removes what has ended by itself: sessions, used links, old counters of rate limits. */
export async function sweep(program: number): Promise<number> {
  await inTransaction({ program, by: null }, sweepAccess)
  return 0
}
