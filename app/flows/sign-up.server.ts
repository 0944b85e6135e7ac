import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { limits } from '#app/domain/access/access.ts'
import { countTry, issueLink } from '#app/domain/access/commands.server.ts'
import { hashPassword } from '#app/domain/access/passwords.server.ts'
import { memberByEmail } from '#app/domain/members/queries.server.ts'
import { put } from '#app/domain/outbox/commands.server.ts'
import { newToken } from '#app/foundation/crypto.server.ts'
import { orRefused, Refusal, type Refused } from '#app/foundation/outcome.ts'

/** What somebody enters to join, and where links of the program lead. */
export type Joining = { displayName: string; email: string; password: string; programName: string; origin: string; address: string }

/** A mail is on its way. `link` is the hash of the link in it, null when the address had an account: nobody outside may be told which. */
export type MailOnItsWay = { kind: 'sent'; message: number; link: string | null }

/** Somebody wants to join: one mail to the address, whether it is new or has an account, and the same work and answer for both. */
export function signUp(actor: Actor, joining: Joining): Promise<MailOnItsWay | Refused<'too_many' | 'busy'>> {
  const { email, displayName: name, programName: program, origin } = joining
  return orRefused(
    async () => {
      await inTransaction(actor, async (scope) => {
        const mayAsk = await countTry(scope, limits.mailFrom, joining.address)
        return (await countTry(scope, limits.mailTo, email)) && mayAsk
      }).then((mayAsk) => {
        if (!mayAsk) throw new Refusal('too_many', 'Several mails were asked for within the last hour. Look for them, or wait a while and try again.')
      })
      const passwordHash = await hashPassword(joining.password)
      const member = await memberByEmail(actor.program, email)
      return inTransaction(actor, async (scope) => {
        if (member) {
          const fill = { program, name: member.displayName, signIn: `${origin}/sign-in`, reset: `${origin}/forgot` }
          const message = await put(scope, { key: `sign-up:${newToken()}`, template: 'already-member', fill, member: member.id, to: email })
          return { kind: 'sent' as const, message, link: null }
        }
        const { token, hash } = await issueLink(scope, { purpose: 'sign_up', member: null, payload: { email, name, passwordHash } })
        const fill = { program, name, link: `${origin}/sign-up/confirm?token=${token}` }
        const message = await put(scope, { key: `sign-up:${hash}`, template: 'confirm-address', fill, member: null, to: email })
        return { kind: 'sent' as const, message, link: hash }
      })
    },
    'too_many',
    'busy',
  )
}
