import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { zoneIn } from '#app/domain/programs/settling.server.ts'
import { type LookBack, type PlannedLookBack, planLookBack } from './plan-look-back.server.ts'

/** What a look back would do, to the point, and to whom. Writes nothing. */
export function previewLookBack(back: LookBack, by: Actor): Promise<PlannedLookBack> {
  return inTransaction(by, async (scope) => planLookBack(scope, await zoneIn(scope), back))
}
