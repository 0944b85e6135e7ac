import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { passwordFault } from '#app/domain/access/access.ts'
import { endSessions, setPassword, useLink, voidLinks } from '#app/domain/access/commands.server.ts'
import { hashPassword } from '#app/domain/access/passwords.server.ts'
import { peekLink } from '#app/domain/access/queries.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { contactOf } from '#app/domain/members/queries.server.ts'
import { put } from '#app/domain/outbox/commands.server.ts'
import { sha256 } from '#app/foundation/crypto.server.ts'
import { orRefused, Refusal, type Refused } from '#app/foundation/outcome.ts'

const gone = 'This link has been used already, or it is too old. Nothing was changed.'

export type Resetting = { token: string; password: string; programName: string; origin: string }

/** Somebody opens the mailed link and chooses a new password: the link is used up, every session ends, and a mail tells the owner. */
export function resetPassword(actor: Actor, asked: Resetting): Promise<{ kind: 'changed' } | Refused<'link_gone' | 'poor' | 'busy'>> {
  return orRefused(
    async () => {
      if (!(await peekLink(actor.program, 'reset', asked.token))) throw new Refusal('link_gone', gone)
      const passwordHash = await hashPassword(asked.password)
      return inTransaction(actor, async (scope) => {
        const { memberId } = await useLink(scope, 'reset', asked.token)
        const contact = memberId === null ? null : await contactOf(scope.program, memberId, scope.sql)
        if (memberId === null || !contact) throw new Refusal('link_gone', 'This link leads to no account. Nothing was changed.')
        const fault = passwordFault(asked.password, contact.email ?? '')
        if (fault) throw new Refusal('poor', fault)
        await setPassword(scope, memberId, passwordHash)
        for (const member of new Set([memberId, contact.person])) await endSessions(scope, member)
        await voidLinks(scope, memberId, 'reset')
        await record({ ...scope, by: memberId }, { action: 'password.reset', objectKind: 'member', objectId: memberId })
        if (contact.email) {
          const fill = { program: asked.programName, name: contact.displayName, reset: `${asked.origin}/forgot` }
          await put(scope, { key: `reset-done:${sha256(asked.token)}`, template: 'password-changed', fill, member: memberId, to: contact.email })
        }
        return { kind: 'changed' as const }
      })
    },
    'link_gone',
    'poor',
    'busy',
  )
}
