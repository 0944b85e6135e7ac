import { inTransaction, lockSettling } from '#app/db/transaction.server.ts'
import { endSessions } from '#app/domain/access/commands.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { holdMembers, noteSplit } from '#app/domain/members/commands.server.ts'
import { mayMerge } from '#app/domain/members/merges.ts'
import { takeTurn } from '#app/domain/programs/commands.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import type { Merger } from './merge-members.server.ts'
import { rebuildMembers } from './rebuild-members.server.ts'

/**
 * A manager takes a merge back: both accounts stand for themselves again, entry for entry as if they had never been one. Every session of both ends, because a way
 * in of one opened the other.
 */
export function splitMembers(
  by: Merger,
  memberId: number,
  program: Program,
): Promise<{ kind: 'split' } | Refused<'not_merged' | 'own_account' | 'staff'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope) => {
        await lockSettling(scope)
        const [account] = await holdMembers(scope, [memberId])
        const root = account?.mergedInto ?? null
        if (root === null) throw new Refusal('not_merged', 'This account stands for itself already. Nothing was changed.')
        if (by.by === memberId || by.by === root)
          throw new Refusal('own_account', 'Nobody splits their own account. Ask another manager. Nothing was changed.')
        const held = await holdMembers(scope, [memberId, root])
        if (
          !mayMerge(
            by.roles,
            held.flatMap((one) => one.roles),
          )
        ) {
          throw new Refusal('staff', 'One of these accounts helps to run the program, so only an owner can split it. Nothing was changed.')
        }
        await noteSplit(scope, await takeTurn(scope), memberId)
        await rebuildMembers(scope, program.timeZone, [memberId, root])
        for (const member of [memberId, root]) await endSessions(scope, member)
        await record(scope, { action: 'members.split', objectKind: 'member', objectId: root, after: { account: memberId } })
        return { kind: 'split' as const }
      }),
    'not_merged',
    'own_account',
    'staff',
  )
}
