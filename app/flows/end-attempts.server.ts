import { inTransaction } from '#app/db/transaction.server.ts'
import { programById } from '#app/domain/programs/queries.server.ts'
import { overdueIn } from '#app/domain/quizzes/settling.server.ts'
import { finishAttempt } from './finish-attempt.server.ts'

const atOnce = 20

/** Ends the attempts whose time is over and whose members never came back. Answers how many. */
export async function endAttempts(programId: number, now = new Date()): Promise<number> {
  const program = await programById(programId)
  if (!program) return 0
  return inTransaction(
    { program: programId, by: null },
    async (scope) => {
      const due = await overdueIn(scope, atOnce)
      for (const attempt of due) await finishAttempt(scope, program, attempt, 'time')
      return due.length
    },
    now,
  )
}
