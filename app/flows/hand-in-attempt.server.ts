import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { attemptOf } from '#app/domain/quizzes/settling.server.ts'
import { finishAttempt } from './finish-attempt.server.ts'

/** What became of handing in. `over`: the time was over already, and the attempt counts with what was answered before. */
export type HandedIn = { kind: 'handed_in' | 'over' | 'ended'; passed: boolean } | { kind: 'none' }

/** A member hands in an attempt: once, however often it is asked. The key is the attempt itself, whose end is for good. */
export async function handInAttempt(by: Actor & { by: number }, program: Program, attemptId: number, now = new Date()): Promise<HandedIn> {
  return inTransaction(
    by,
    async (scope): Promise<HandedIn> => {
      const attempt = await attemptOf(scope, attemptId, by.by)
      if (!attempt) return { kind: 'none' }
      if (attempt.state === 'ended') return { kind: 'ended', passed: attempt.passed === true }
      const over = attempt.deadline !== null && now >= attempt.deadline
      const { passed } = await finishAttempt(scope, program, attempt, over ? 'time' : 'handed_in')
      return { kind: over ? 'over' : 'handed_in', passed }
    },
    now,
  )
}
