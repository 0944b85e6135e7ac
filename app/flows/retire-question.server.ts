import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { retireQuestion as setRetired } from '#app/domain/quizzes/commands.server.ts'

/** A manager takes a question out of every later draw, or puts it back. Attempts that hold it keep it. */
export async function retireQuestion(id: number, retired: boolean, by: Actor): Promise<void> {
  await inTransaction(by, async (scope) => {
    if (!(await setRetired(scope, id, retired))) return
    await record(scope, { action: retired ? 'question.retired' : 'question.restored', objectKind: 'question', objectId: id })
  })
}
