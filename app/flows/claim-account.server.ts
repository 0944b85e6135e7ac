import { type Actor, inTransaction, lockSettling } from '#app/db/transaction.server.ts'
import { useLink } from '#app/domain/access/commands.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { orRefused, type Refused } from '#app/foundation/outcome.ts'
import { giveAccount } from './give-account.server.ts'

/**
 * A member opens the link that their account elsewhere was given, and it is theirs from then on, with what waited for it. Refuses a link that is used
 * or too old, and an account that is somebody else's.
 */
export function claimAccount(
  actor: Actor,
  member: number,
  token: string,
): Promise<{ kind: 'linked'; sourceId: number; waited: number } | Refused<'link_gone' | 'taken' | 'second'>> {
  return orRefused(
    () =>
      inTransaction(actor, async (scope) => {
        await lockSettling(scope)
        const { payload } = await useLink(scope, 'account', token)
        const account = { sourceId: Number(payload.source), foreignId: payload.id ?? '', handle: payload.handle ?? '', proof: 'code' as const }
        const waited = await giveAccount(scope, member, account)
        const after = { source: account.sourceId, handle: account.handle, by: 'code' }
        await record(scope, { action: 'identity.linked', objectKind: 'member', objectId: member, after })
        return { kind: 'linked' as const, sourceId: account.sourceId, waited }
      }),
    'link_gone',
    'taken',
    'second',
  )
}
