import { programById } from '#app/domain/programs/queries.server.ts'
import { sweepStore } from '#app/flows/sweep-store.server.ts'
import { env } from '#app/foundation/env.ts'

/** What the store does by the clock. Answers how many orders ran out of time. */
export async function keepStore(id: number): Promise<number> {
  const program = await programById(id)
  if (!program) return 0
  const { PUBLIC_URL, PORT } = env()
  const origin = PUBLIC_URL ? new URL(PUBLIC_URL).origin : `http://localhost:${PORT}`
  return (await sweepStore(program, origin)).expired
}
