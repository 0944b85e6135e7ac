import { type Actor, inTransaction, lockSettling } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import type { ProvedAccount } from '#app/domain/members/members.ts'
import { orRefused, type Refused } from '#app/foundation/outcome.ts'
import { giveAccount } from './give-account.server.ts'

/**
 * A member links an account that they proved to be theirs. What its owner did before, and nobody could be credited for, is settled now. Answers how
 * many activities waited.
 */
export function linkIdentity(
  actor: Actor,
  member: number,
  account: ProvedAccount,
): Promise<{ kind: 'linked'; waited: number } | Refused<'taken' | 'second'>> {
  return orRefused(
    () =>
      inTransaction(actor, async (scope) => {
        // No activity may be settled between the link and the release of what waited.
        await lockSettling(scope)
        const waited = await giveAccount(scope, member, account)
        const after = { source: account.sourceId, handle: account.handle }
        await record(scope, { action: 'identity.linked', objectKind: 'member', objectId: member, after })
        return { kind: 'linked' as const, waited }
      }),
    'taken',
    'second',
  )
}
