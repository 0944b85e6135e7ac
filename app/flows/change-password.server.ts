import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { limits, passwordFault } from '#app/domain/access/access.ts'
import { countTry, endSessions, forgiveTry, setPassword, voidLinks } from '#app/domain/access/commands.server.ts'
import { hashPassword, passwordFits } from '#app/domain/access/passwords.server.ts'
import { passwordHashOf } from '#app/domain/access/queries.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { contactOf } from '#app/domain/members/queries.server.ts'
import { put } from '#app/domain/outbox/commands.server.ts'
import { newToken } from '#app/foundation/crypto.server.ts'
import { orRefused, Refusal, type Refused } from '#app/foundation/outcome.ts'

export type Changing = { member: number; current: string; next: string; programName: string; origin: string }

/** A member changes the password, knowing the present one: every session ends, this browser's too; the door opens a fresh one for it. */
export function changePassword(actor: Actor, asked: Changing): Promise<{ kind: 'changed' } | Refused<'wrong' | 'poor' | 'too_many' | 'busy'>> {
  const { member } = asked
  return orRefused(
    async () => {
      const mayTry = await inTransaction(actor, (scope) => countTry(scope, limits.ownPassword, String(member)))
      if (!mayTry) throw new Refusal('too_many', 'There were too many tries. Nothing was changed; wait a quarter of an hour.')
      const [kept, contact] = await Promise.all([passwordHashOf(actor.program, member), contactOf(actor.program, member)])
      if (!contact || !(await passwordFits(kept, asked.current))) throw new Refusal('wrong', 'That is not your present password.')
      const fault =
        asked.next === asked.current ? 'Choose one that differs from the present password.' : passwordFault(asked.next, contact.email ?? '')
      if (fault) throw new Refusal('poor', fault)
      const passwordHash = await hashPassword(asked.next)
      return inTransaction(actor, async (scope) => {
        await setPassword(scope, member, passwordHash)
        await endSessions(scope, member)
        await voidLinks(scope, member, 'reset')
        await forgiveTry(scope, limits.ownPassword, String(member))
        await record(scope, { action: 'password.changed', objectKind: 'member', objectId: member })
        if (contact.email) {
          const fill = { program: asked.programName, name: contact.displayName, reset: `${asked.origin}/forgot` }
          await put(scope, { key: `password:${newToken()}`, template: 'password-changed', fill, member, to: contact.email })
        }
        return { kind: 'changed' as const }
      })
    },
    'wrong',
    'poor',
    'too_many',
    'busy',
  )
}
