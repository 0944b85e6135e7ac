import { programById } from '#app/domain/programs/queries.server.ts'
import { drawRewards } from '#app/flows/draw-rewards.server.ts'
import { sweepStore } from '#app/flows/sweep-store.server.ts'
import { env } from '#app/foundation/env.ts'
import { logFor } from '#app/foundation/log.ts'

/** What the store does by the clock. Answers how many orders ran out of time and draws were held. */
export async function keepStore(id: number): Promise<number> {
  const program = await programById(id)
  if (!program) return 0
  const { PUBLIC_URL, PORT } = env()
  const origin = PUBLIC_URL ? new URL(PUBLIC_URL).origin : `http://localhost:${PORT}`
  const drawn = await drawRewards(program, origin)
  const { prices, expired, erased } = await sweepStore(program, origin)
  if (drawn + prices + expired + erased > 0)
    logFor('store').info({ program: id, drawn, prices, expired, erased }, 'The store did what the clock asked for.')
  return drawn + expired
}
