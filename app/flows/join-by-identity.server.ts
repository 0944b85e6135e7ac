import { type Actor, inTransaction, lockSettling } from '#app/db/transaction.server.ts'
import { releaseUnclaimed } from '#app/domain/activities/commands.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { addMember, moveAlias, noteHandle } from '#app/domain/members/commands.server.ts'
import { keyProofs, type ProvedAccount } from '#app/domain/members/members.ts'
import { memberByIdentity } from '#app/domain/members/queries.server.ts'
import { orRefused, Refusal, type Refused } from '#app/foundation/outcome.ts'
import { giveAccount } from './give-account.server.ts'

/** An account somebody just proved, with what its platform says about them. `email` only if the platform verified it. */
export type Arrived = ProvedAccount & { displayName: string; email: string | null; timeZone: string }

/**
 * Somebody signs in with an account elsewhere: the member it belongs to, or a new one with what waited for the account. An address that belongs to
 * another member joins no accounts: whoever owns both can sign in and link. Refuses `no_key`: an account that was linked by a code, a profile or a list counts
 * for its member, and opens nothing until they sign in there while they are signed in here.
 */
export function joinByIdentity(
  actor: Actor,
  arrived: Arrived,
): Promise<{ kind: 'known'; member: number } | { kind: 'joined'; member: number; waited: number } | Refused<'email_taken' | 'taken' | 'no_key'>> {
  return orRefused(
    () =>
      inTransaction(actor, async (scope) => {
        await lockSettling(scope)
        const { sourceId, foreignId, handle } = arrived
        // Read behind the lock, so that two sign-ins at once make one member.
        const known = await memberByIdentity(scope.program, sourceId, foreignId, scope.sql)
        if (known !== null && !keyProofs.includes(known.proof)) {
          throw new Refusal(
            'no_key',
            'That account is linked to a member here, but not as a way in. Sign in another way once, then link it with its button.',
          )
        }
        if (known !== null) {
          const renamed = await noteHandle(scope, sourceId, foreignId, handle)
          const alias = { sourceId, foreignId: `login:${handle.toLowerCase()}`, memberId: known.holder, handle, proof: arrived.proof ?? 'oauth' }
          if (renamed) {
            await moveAlias(scope, alias)
            await releaseUnclaimed(scope, sourceId, alias.foreignId)
          }
          return { kind: 'known' as const, member: known.person }
        }
        const { displayName, email, timeZone } = arrived
        const { id } = await addMember(scope, { handleFrom: handle, displayName, email, timeZone })
        const waited = await giveAccount(scope, id, arrived, true)
        await record(
          { ...scope, by: id },
          { action: 'member.joined', objectKind: 'member', objectId: id, after: { by: 'identity', source: sourceId } },
        )
        return { kind: 'joined' as const, member: id, waited }
      }),
    'email_taken',
    'taken',
    'no_key',
  )
}
