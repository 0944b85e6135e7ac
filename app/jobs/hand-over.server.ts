import type { Fulfiller, Reach } from '#app/contract/fulfiller.ts'
import { programById } from '#app/domain/programs/queries.server.ts'
import { handOverOrders } from '#app/flows/hand-over-orders.server.ts'
import { env } from '#app/foundation/env.ts'

/** Runs the errands to fulfillers that are due. Answers how many. */
export async function handOver(id: number, fulfillers: readonly Fulfiller[], reach: Reach): Promise<number> {
  const program = await programById(id)
  if (!program) return 0
  const { PUBLIC_URL, PORT } = env()
  const origin = PUBLIC_URL ? new URL(PUBLIC_URL).origin : `http://localhost:${PORT}`
  return handOverOrders(program, origin, fulfillers, reach)
}
