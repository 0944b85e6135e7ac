import { endAttempts } from '#app/flows/end-attempts.server.ts'

/** Ends attempts at quizzes whose time is over. Answers how many, so that a long queue is worked off at once. */
export async function endOverdue(program: number): Promise<number> {
  return endAttempts(program)
}
