import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { endSessions, voidLinks } from '#app/domain/access/commands.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { lockOwners, setRoles } from '#app/domain/members/commands.server.ts'
import { contactOf } from '#app/domain/members/queries.server.ts'
import { type Role, roles as allRoles } from '#app/domain/members/roles.ts'
import { orRefused, Refusal, type Refused } from '#app/foundation/outcome.ts'

export type RolesChange = { member: number; roles: readonly Role[]; reason?: string }

/** An owner sets the roles of a member: exactly these from now on. Every session of the member ends, and the change is on record. */
export function changeRoles(actor: Actor, change: RolesChange): Promise<{ kind: 'changed' | 'unchanged' } | Refused<'not_found' | 'last_owner'>> {
  return orRefused(
    () =>
      inTransaction(actor, async (scope) => {
        const owners = await lockOwners(scope)
        if (!(await contactOf(scope.program, change.member, scope.sql)))
          throw new Refusal('not_found', 'This member is not here any more. Nothing was changed.')
        const wanted = allRoles.filter((role) => change.roles.includes(role))
        if (owners.length === 1 && owners[0] === change.member && !wanted.includes('owner')) {
          throw new Refusal('last_owner', 'This is the only owner, and a program cannot be without one. Make somebody else an owner first.')
        }
        const before = await setRoles(scope, change.member, wanted)
        const after = [...wanted].sort()
        if (before.join() === after.join()) return { kind: 'unchanged' as const }
        await endSessions(scope, change.member)
        // A link mailed before the roles changed may have been seen by somebody who may not see it now.
        await voidLinks(scope, change.member, 'reset')
        const reason = change.reason?.trim() || undefined
        await record(scope, { action: 'roles.changed', objectKind: 'member', objectId: change.member, before, after, reason })
        return { kind: 'changed' as const }
      }),
    'not_found',
    'last_owner',
  )
}
