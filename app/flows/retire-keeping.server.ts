import { type Actor, inTransaction, lockSettling } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { retire } from '#app/domain/standing/commands.server.ts'

/** What to retire: a stamp card or a streak, by its slug. */
export type Retiring = { what: 'card' | 'streak'; slug: string }

/** A manager retires a card or a streak: nobody fills or keeps it any more, and what was reached stays. It does not come back: days in between would be missing. */
export function retireKeeping(retiring: Retiring, by: Actor): Promise<{ kind: 'saved' }> {
  return inTransaction(by, async (scope) => {
    await lockSettling(scope)
    await retire(scope, retiring.what, retiring.slug)
    await record(scope, { action: `${retiring.what}.retired`, objectKind: retiring.what, objectId: retiring.slug })
    return { kind: 'saved' as const }
  })
}
