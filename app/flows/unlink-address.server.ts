import { type Actor, inTransaction, lockSettling } from '#app/db/transaction.server.ts'
import { markDue } from '#app/domain/announcements/commands.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { removeOwnAddresses } from '#app/domain/members/commands.server.ts'

/** A member no longer lets what is done under their mail address count as theirs. What was earned stays; what comes later waits. */
export function unlinkAddress(actor: Actor, member: number): Promise<{ kind: 'unlinked' | 'none' }> {
  return inTransaction(actor, async (scope) => {
    await lockSettling(scope)
    if ((await removeOwnAddresses(scope, member)) === 0) return { kind: 'none' as const }
    await markDue(scope, [member])
    await record(scope, { action: 'identity.unlinked', objectKind: 'member', objectId: member, before: { by: 'address' } })
    return { kind: 'unlinked' as const }
  })
}
