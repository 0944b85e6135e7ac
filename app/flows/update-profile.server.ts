import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { setListed } from '#app/domain/boards/commands.server.ts'
import { changeMember } from '#app/domain/members/commands.server.ts'
import type { ProfileChange } from '#app/domain/members/members.ts'
import { orRefused, type Refused } from '#app/foundation/outcome.ts'

/** A member changes what others see of them, or how the pages look to them; what is left out stays. */
export function updateProfile(actor: Actor, member: number, change: ProfileChange): Promise<{ kind: 'saved' } | Refused<'handle_taken'>> {
  return orRefused(
    () =>
      inTransaction(actor, async (scope) => {
        const { listed } = await changeMember(scope, member, change)
        if (change.onBoards !== undefined) await setListed(scope, member, listed)
        await record(scope, { action: 'profile.changed', objectKind: 'member', objectId: member, after: { changed: Object.keys(change).sort() } })
        return { kind: 'saved' as const }
      }),
    'handle_taken',
  )
}
