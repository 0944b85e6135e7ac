import { type Actor, inTransaction, lockSettling } from '#app/db/transaction.server.ts'
import { releaseAccounts, sourcesOfAdapters } from '#app/domain/activities/commands/claiming.server.ts'
import { markDue } from '#app/domain/announcements/commands.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { addOwnAddresses } from '#app/domain/members/commands.server.ts'

/**
 * A member lets what is done under their own mail address count as theirs, in every channel of the platforms that know people by it: what waited for
 * the address is settled now, what comes later at once. An account of somebody else stays theirs. It opens no door. Answers how many activities waited.
 */
export function linkByAddress(actor: Actor, member: number, adapters: readonly string[]): Promise<{ kind: 'linked' | 'nothing'; waited: number }> {
  return inTransaction(actor, async (scope) => {
    await lockSettling(scope)
    const fresh = await addOwnAddresses(scope, member, await sourcesOfAdapters(scope, adapters))
    if (fresh.length === 0) return { kind: 'nothing' as const, waited: 0 }
    const waited = await releaseAccounts(scope, fresh)
    await markDue(scope, [member])
    const after = { by: 'address', sources: [...new Set(fresh.map((account) => account.sourceId))].sort((a, b) => a - b) }
    await record(scope, { action: 'identity.linked', objectKind: 'member', objectId: member, after })
    return { kind: 'linked' as const, waited }
  })
}
