import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { setPreference } from '#app/domain/boards/commands.server.ts'

/** A member chooses to see boards only around their own place, or whole. */
export function chooseBoardView(neighborsOnly: boolean, actor: Actor & { by: number }): Promise<void> {
  return inTransaction(actor, (scope) => setPreference(scope, actor.by, neighborsOnly))
}
