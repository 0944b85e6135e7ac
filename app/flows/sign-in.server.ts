import { type Actor, inTransaction, type Scope } from '#app/db/transaction.server.ts'
import { type Limit, limits } from '#app/domain/access/access.ts'
import { countTry, forgiveTry } from '#app/domain/access/commands.server.ts'
import { passwordFits } from '#app/domain/access/passwords.server.ts'
import { passwordHashOf } from '#app/domain/access/queries.server.ts'
import { memberByEmail } from '#app/domain/members/queries.server.ts'
import { orRefused, Refusal, type Refused } from '#app/foundation/outcome.ts'

/** Where a try comes from. `device` names a browser that has signed in to this very account before (a device cookie), or is null. */
export type From = { address: string; device: string | null }

export type SignedInAs = { kind: 'signed_in'; member: number }

/**
 * Somebody signs in by address and password. Unknown addresses and wrong passwords cost the same and are answered the same. Failures are counted by
 * client address and by account; a browser that signed in before has a count of its own, so strangers who fail on purpose cannot lock its owner out.
 */
export function signIn(
  actor: Actor,
  { email, password }: { email: string; password: string },
  from: From,
): Promise<SignedInAs | Refused<'wrong' | 'too_many' | 'busy'>> {
  const counts: [Limit, string][] = from.device
    ? [[limits.signInDevice, from.device]]
    : [
        [limits.signInFrom, from.address],
        [limits.signInTo, email],
      ]
  const each = (work: (scope: Scope, limit: Limit, who: string) => Promise<unknown>) =>
    inTransaction(actor, async (scope) => {
      const answers: unknown[] = []
      for (const [limit, who] of counts) answers.push(await work(scope, limit, who))
      return answers
    })
  return orRefused(
    async () => {
      // Counted before the password is looked at: a thousand tries at once are a thousand tries.
      const within = await each(countTry)
      if (within.includes(false)) {
        throw new Refusal('too_many', 'There were too many tries. Wait a quarter of an hour, or choose a new password; then sign in again.')
      }
      const member = await memberByEmail(actor.program, email)
      const fits = await passwordFits(member && (await passwordHashOf(actor.program, member.id)), password)
      if (!member || !fits) throw new Refusal('wrong', 'The address or the password is not right.')
      await each(forgiveTry)
      return { kind: 'signed_in' as const, member: member.person }
    },
    'wrong',
    'too_many',
    'busy',
  )
}
