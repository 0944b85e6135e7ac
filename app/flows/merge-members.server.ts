import { type Actor, inTransaction, lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { endSessions } from '#app/domain/access/commands.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { holdMembers, noteMerge } from '#app/domain/members/commands.server.ts'
import { mayMerge } from '#app/domain/members/merges.ts'
import type { Role } from '#app/domain/members/roles.ts'
import { takeTurn } from '#app/domain/programs/commands.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { rebuildMembers } from './rebuild-members.server.ts'

export type MergeOrder = { memberId: number; intoId: number; reason: string }

/** Who merges: nobody of the two concerned, with the roles they hold. */
export type Merger = Actor & { roles: readonly Role[] }

/**
 * A manager makes one person of two accounts, with a reason. Nothing of either is rewritten: lines, awards and words stay with the account they were written to, so
 * that a split gives both back. Limits, levels, badges and boards count by person from now on, and both ways to sign in lead to that person.
 */
export function mergeMembers(
  by: Merger,
  order: MergeOrder,
  program: Program,
): Promise<{ kind: 'merged' } | Refused<'not_found' | 'own_account' | 'merged_already' | 'staff'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope) => {
        await lockSettling(scope)
        await allow(scope, by, order)
        const turn = await takeTurn(scope)
        await noteMerge(scope, turn, order)
        await rebuildMembers(scope, program.timeZone, [order.memberId, order.intoId])
        await endSessions(scope, order.memberId)
        const after = { account: order.memberId }
        await record(scope, { action: 'members.merged', objectKind: 'member', objectId: order.intoId, after, reason: order.reason })
        return { kind: 'merged' as const }
      }),
    'not_found',
    'own_account',
    'merged_already',
    'staff',
  )
}

async function allow(scope: Scope, by: Merger, { memberId, intoId }: MergeOrder): Promise<void> {
  if (by.by === memberId || by.by === intoId) {
    throw new Refusal('own_account', 'Nobody merges an account into their own, or their own into another. Ask another manager. Nothing was changed.')
  }
  const held = await holdMembers(scope, [memberId, intoId])
  if (held.length < 2) throw new Refusal('not_found', 'One of these accounts is not here any more. Nothing was changed.')
  if (held.some((one) => one.mergedInto !== null))
    throw new Refusal('merged_already', 'One of these accounts was merged before. Nothing was changed.')
  if (
    !mayMerge(
      by.roles,
      held.flatMap((one) => one.roles),
    )
  ) {
    throw new Refusal('staff', 'One of these accounts helps to run the program, so only an owner can merge it. Nothing was changed.')
  }
}
