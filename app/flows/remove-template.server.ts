import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { dropTemplate } from '#app/domain/challenges/commands.server.ts'

/** A manager removes one of the program's own templates. Challenges made from it stay as they are. */
export function removeTemplate(id: number, by: Actor): Promise<void> {
  return inTransaction(by, async (scope) => {
    await dropTemplate(scope, id)
    await record(scope, { action: 'template.removed', objectKind: 'challenge_template', objectId: id })
  })
}
