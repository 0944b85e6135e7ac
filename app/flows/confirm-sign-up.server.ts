import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { limits } from '#app/domain/access/access.ts'
import { countTry, setPassword, useLink } from '#app/domain/access/commands.server.ts'
import { passwordFits } from '#app/domain/access/passwords.server.ts'
import { peekLink } from '#app/domain/access/queries.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { addMember } from '#app/domain/members/commands.server.ts'
import { sha256 } from '#app/foundation/crypto.server.ts'
import { orRefused, Refusal, type Refused } from '#app/foundation/outcome.ts'

/** `password` is null when the browser that opens the link is the one that asked for it; any other must know the password. */
export type Confirming = { token: string; password: string | null; timeZone: string }

export type Joined = { kind: 'joined'; member: number; handle: string }

/**
 * Somebody opens the mailed link: the member is made, once, whatever number of clicks. Elsewhere than in the browser that signed up it asks for the
 * password, so that nobody can lay an account with a password of his own under somebody else's address.
 */
export function confirmSignUp(
  actor: Actor,
  { token, password, timeZone }: Confirming,
): Promise<Joined | Refused<'link_gone' | 'wrong' | 'email_taken' | 'busy'>> {
  return orRefused(
    async () => {
      if (password !== null) await requirePassword(actor, token, password)
      return inTransaction(actor, async (scope) => {
        const { payload } = await useLink(scope, 'sign_up', token)
        const { email = '', name = '', passwordHash = '' } = payload
        const { id, handle } = await addMember(scope, { handleFrom: name, displayName: name, email, timeZone })
        await setPassword(scope, id, passwordHash)
        await record({ ...scope, by: id }, { action: 'member.joined', objectKind: 'member', objectId: id, after: { by: 'email' } })
        return { kind: 'joined' as const, member: id, handle }
      })
    },
    'link_gone',
    'wrong',
    'email_taken',
    'busy',
  )
}

async function requirePassword(actor: Actor, token: string, password: string): Promise<void> {
  const link = await peekLink(actor.program, 'sign_up', token)
  if (!link) throw new Refusal('link_gone', 'This link has been used already, or it is too old. Nothing was changed.')
  const mayTry = await inTransaction(actor, (scope) => countTry(scope, limits.linkTries, sha256(token)))
  if (mayTry && (await passwordFits(link.passwordHash ?? null, password))) return
  throw new Refusal('wrong', 'That is not the password chosen when this mail was asked for. The link stays good; try again, or join anew.')
}
