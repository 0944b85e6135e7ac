import { type Actor, inTransaction, lockSettling } from '#app/db/transaction.server.ts'
import { passwordHashOf } from '#app/domain/access/queries.server.ts'
import { markDue } from '#app/domain/announcements/commands.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { removeIdentities } from '#app/domain/members/commands.server.ts'
import { keySources } from '#app/domain/members/settling.server.ts'
import { orRefused, Refusal, type Refused } from '#app/foundation/outcome.ts'

/**
 * A member unlinks their account in one source. What was earned stays; what comes later waits for whoever links it. Refused while it is the only way in:
 * `doors` are the channels whose accounts open the hub.
 */
export function unlinkIdentity(
  actor: Actor,
  member: number,
  sourceId: number,
  doors: readonly number[] = [],
): Promise<{ kind: 'unlinked' | 'none' } | Refused<'only_way_in'>> {
  return orRefused(
    () =>
      inTransaction(actor, async (scope) => {
        await lockSettling(scope)
        const handles = await removeIdentities(scope, member, sourceId)
        if (handles.length === 0) return { kind: 'none' as const }
        const left = await keySources(scope, member)
        if (!left.some((source) => doors.includes(source)) && !(await passwordHashOf(scope.program, member, scope.sql))) {
          throw new Refusal('only_way_in', 'This account is your only way to sign in. Choose a password first, then unlink it.')
        }
        await markDue(scope, [member])
        await record(scope, {
          action: 'identity.unlinked',
          objectKind: 'member',
          objectId: member,
          before: { source: sourceId, handle: handles.join(', ') },
        })
        return { kind: 'unlinked' as const }
      }),
    'only_way_in',
  )
}
