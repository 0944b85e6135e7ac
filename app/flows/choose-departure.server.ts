import type { Adapter } from '#app/contract/adapter.ts'
import { type Actor, inTransaction, lockSettling } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { chooseDeparture as noteChoice } from '#app/domain/members/commands.server.ts'
import { orRefused, Refusal, type Refused } from '#app/foundation/outcome.ts'
import { forgetAccount } from './forget-account.server.ts'

/**
 * A member says what becomes of what they did with an account that its platform deleted: it is kept as it is, or its names, titles, links and
 * quoted words are taken out. Points stay either way. Once; refuses `not_found`.
 */
export function chooseDeparture(
  actor: Actor & { by: number },
  id: number,
  choice: 'keep' | 'forget',
  adapterById: (id: string) => Pick<Adapter, 'kinds'> | undefined,
): Promise<{ kind: 'chosen' } | Refused<'not_found'>> {
  return orRefused(
    () =>
      inTransaction(actor, async (scope) => {
        await lockSettling(scope)
        const account = await noteChoice(scope, actor.by, id, choice)
        if (!account) throw new Refusal('not_found', 'You have said so already. Nothing was changed.')
        const forgotten = choice === 'forget' ? await forgetAccount(scope, account, adapterById) : 0
        await record(scope, { action: 'departure.chosen', objectKind: 'member', objectId: actor.by, after: { choice, activities: forgotten } })
        return { kind: 'chosen' as const }
      }),
    'not_found',
  )
}
