import type { Leave } from '#app/contract/figures.ts'
import { type Actor, inTransaction, lockSettling } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { keepLeave } from '#app/domain/echoes/commands.server.ts'
import { orRefused, type Refused } from '#app/foundation/outcome.ts'
import { giveAccount } from './give-account.server.ts'

/** A member lets the hub show their figures on an account that they proved by doing so: it is linked to them, and the figures are due at once. */
export function giveLeave(
  actor: Actor,
  member: number,
  sourceId: number,
  leave: Leave,
): Promise<{ kind: 'given'; waited: number } | Refused<'taken' | 'second'>> {
  return orRefused(
    () =>
      inTransaction(actor, async (scope) => {
        await lockSettling(scope)
        const { id, handle } = leave.account
        const waited = await giveAccount(scope, member, { sourceId, foreignId: id, handle, proof: 'oauth' })
        await keepLeave(scope, { sourceId, foreignId: id, grant: leave.grant })
        await record(scope, { action: 'figures.allowed', objectKind: 'member', objectId: member, after: { source: sourceId, handle } })
        return { kind: 'given' as const, waited }
      }),
    'taken',
    'second',
  )
}
