import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { setBoardSetting } from '#app/domain/boards/commands.server.ts'

/** A manager settles who counts as a newcomer, and whether places far from one's own are shown at all. */
export function changeBoards(setting: { newcomerDays: number; neighborsOnly: boolean }, actor: Actor): Promise<void> {
  return inTransaction(actor, async (scope) => {
    await setBoardSetting(scope, setting)
    await record(scope, { action: 'boards.changed', objectKind: 'program', objectId: actor.program, after: setting })
  })
}
