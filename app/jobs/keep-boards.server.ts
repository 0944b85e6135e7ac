import { inTransaction } from '#app/db/transaction.server.ts'
import { forgetChanges } from '#app/domain/boards/commands.server.ts'
import { freezeSeasons } from '#app/flows/freeze-seasons.server.ts'

/** Freezes the seasons of a program that have ended. Answers 0, so that the next look comes after the pause. */
export async function freezeEnded(program: number): Promise<number> {
  await freezeSeasons(program)
  return 0
}

/** Forgets old records of who moved on the boards. Counts no place anew. */
export async function tidyBoards(program: number): Promise<number> {
  await inTransaction({ program, by: null }, forgetChanges)
  return 0
}
