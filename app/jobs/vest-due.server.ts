import { programById, programIds } from '#app/domain/programs/queries.server.ts'
import { vestAwards } from '#app/flows/vest-awards.server.ts'

/** Lets what is due vest, in every program. Answers how many awards did. */
export async function vestDue(): Promise<number> {
  let total = 0
  for (const id of await programIds()) {
    const program = await programById(id)
    if (program) total += await vestAwards(program)
  }
  return total
}
