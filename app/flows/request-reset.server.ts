import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { limits } from '#app/domain/access/access.ts'
import { countTry, issueLink, voidLinks } from '#app/domain/access/commands.server.ts'
import { memberByEmail } from '#app/domain/members/queries.server.ts'
import { put } from '#app/domain/outbox/commands.server.ts'
import { orRefused, Refusal, type Refused } from '#app/foundation/outcome.ts'

export type Forgetful = { email: string; programName: string; origin: string; address: string }

/** Somebody forgot the password: a mail with a link if the address has an account, and the same answer if not. */
export function requestReset(actor: Actor, asked: Forgetful): Promise<{ kind: 'sent' } | Refused<'too_many'>> {
  return orRefused(async () => {
    const mayAsk = await inTransaction(actor, async (scope) => {
      const fromHere = await countTry(scope, limits.mailFrom, asked.address)
      return (await countTry(scope, limits.mailTo, asked.email)) && fromHere
    })
    if (!mayAsk) throw new Refusal('too_many', 'Several mails were asked for within the last hour. Look for them, or wait a while and try again.')
    const member = await memberByEmail(actor.program, asked.email)
    await inTransaction(actor, async (scope) => {
      if (member) await voidLinks(scope, member.id, 'reset')
      // For an unknown address a link is made too, which nobody gets: the work is the same.
      const { token, hash } = await issueLink(scope, { purpose: 'reset', member: member?.id ?? null })
      if (!member) return
      const fill = { program: asked.programName, name: member.displayName, link: `${asked.origin}/reset?token=${token}` }
      await put(scope, { key: `reset:${hash}`, template: 'reset-password', fill, member: member.id, to: asked.email, guarded: member.staff })
    })
    return { kind: 'sent' as const }
  }, 'too_many')
}
