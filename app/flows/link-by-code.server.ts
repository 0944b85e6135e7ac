import { inTransaction, lockSettling } from '#app/db/transaction.server.ts'
import { limits } from '#app/domain/access/access.ts'
import { countTry, useCode } from '#app/domain/access/commands.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { contactOf } from '#app/domain/members/queries.server.ts'
import type { ProvedAccount } from '#app/domain/members/members.ts'
import { orRefused, type Refused } from '#app/foundation/outcome.ts'
import { giveAccount } from './give-account.server.ts'

export type LinkedByCode = { kind: 'linked'; member: number; name: string; waited: number }

/**
 * An account tells our bot a code from its owner's settings: it is theirs from now on, with what waited for it. The bot answers for who told the code.
 * Ten tries an hour for each account.
 */
export async function linkByCode(
  program: number,
  account: Omit<ProvedAccount, 'proof'>,
  code: string,
): Promise<LinkedByCode | Refused<'code_gone' | 'taken' | 'second' | 'too_many'>> {
  const hub = { program, by: null }
  // Counted for itself, so that a refused try stays counted.
  const allowed = await inTransaction(hub, (scope) => countTry(scope, limits.codeFrom, `${account.sourceId}/${account.foreignId}`))
  if (!allowed) return { kind: 'too_many', message: 'That were many codes. Wait an hour, then get a new one in your settings.' }
  return orRefused(
    () =>
      inTransaction(hub, async (scope): Promise<LinkedByCode> => {
        await lockSettling(scope)
        const member = await useCode(scope, code)
        const waited = await giveAccount(scope, member, { ...account, proof: 'code' })
        const after = { source: account.sourceId, handle: account.handle, proof: 'code' }
        await record({ ...scope, by: member }, { action: 'identity.linked', objectKind: 'member', objectId: member, after })
        const contact = await contactOf(program, member, scope.sql)
        return { kind: 'linked', member, name: contact?.displayName ?? '', waited }
      }),
    'code_gone',
    'taken',
    'second',
  )
}
