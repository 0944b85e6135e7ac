import { type Actor, inTransaction, lockSettling } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { setListed } from '#app/domain/boards/commands.server.ts'
import { changeMember } from '#app/domain/members/commands.server.ts'
import type { ProfileChange } from '#app/domain/members/members.ts'
import { zonesOf } from '#app/domain/members/settling.server.ts'
import { noteZone } from '#app/domain/standing/commands.server.ts'
import { orRefused, type Refused } from '#app/foundation/outcome.ts'

/** A member changes what others see of them, or how the pages look to them; what is left out stays. Days are counted in a new zone from now on. */
export function updateProfile(actor: Actor, member: number, change: ProfileChange): Promise<{ kind: 'saved' } | Refused<'handle_taken'>> {
  return orRefused(
    () =>
      inTransaction(actor, async (scope) => {
        if (change.timeZone !== undefined) {
          await lockSettling(scope)
          const before = (await zonesOf(scope, [member])).get(member)
          if (before !== undefined && before !== change.timeZone) await noteZone(scope, { memberId: member, before, after: change.timeZone })
        }
        const { listed } = await changeMember(scope, member, change)
        if (change.onBoards !== undefined) await setListed(scope, member, listed)
        await record(scope, { action: 'profile.changed', objectKind: 'member', objectId: member, after: { changed: Object.keys(change).sort() } })
        return { kind: 'saved' as const }
      }),
    'handle_taken',
  )
}
