import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { endSessions, issueLink, voidLinks } from '#app/domain/access/commands.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { addMember, setRoles } from '#app/domain/members/commands.server.ts'
import { memberByEmail } from '#app/domain/members/queries.server.ts'

/** Who is to own the program, and where its links lead. */
export type Invitation = { email: string; origin: string; timeZone: string }

export type Invited = { kind: 'invited'; member: number; link: string }

/**
 * Whoever runs the machine names an owner: the first one of a new program, or one more. The member is made if there is none with that address; the
 * link, good for an hour, sets the password. Nothing is mailed: it is for the terminal.
 */
export async function inviteOwner(actor: Actor, { email, origin, timeZone }: Invitation): Promise<Invited> {
  const address = email.trim().toLowerCase()
  const known = await memberByEmail(actor.program, address)
  return inTransaction(actor, async (scope) => {
    const name = address.split('@')[0] ?? 'owner'
    const member = known?.person ?? (await addMember(scope, { handleFrom: name, displayName: name, email: address, timeZone })).id
    const before = await setRoles(scope, member, ['owner'])
    await setRoles(scope, member, [...new Set([...before, 'owner' as const])])
    await endSessions(scope, member)
    await voidLinks(scope, member, 'reset')
    const { token } = await issueLink(scope, { purpose: 'reset', member })
    await record(scope, { action: 'member.roles_changed', objectKind: 'member', objectId: member, after: { owner: true, by: 'terminal' } })
    return { kind: 'invited', member, link: `${origin}/reset?token=${token}` }
  })
}
