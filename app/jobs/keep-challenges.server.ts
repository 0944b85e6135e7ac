import { programById } from '#app/domain/programs/queries.server.ts'
import { closeChallenges } from '#app/flows/close-challenges.server.ts'

/** Closes the challenges of a program whose end has come. Answers 0, so that the next look comes after the pause. */
export async function closeEnded(id: number): Promise<number> {
  const program = await programById(id)
  if (program) await closeChallenges(program)
  return 0
}
