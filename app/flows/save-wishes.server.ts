import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { keepWishes } from '#app/domain/members/commands.server.ts'
import type { Wishes } from '#app/domain/members/wishes.ts'

/** A member says what they care about, which languages they speak and what gift would please. Challenges meant for it show from now on. */
export function saveWishes(actor: Actor, member: number, wishes: Wishes): Promise<void> {
  return inTransaction(actor, async (scope) => {
    await keepWishes(scope, member, wishes)
    const changed = Object.keys(wishes).sort()
    await record(scope, { action: 'profile.changed', objectKind: 'member', objectId: member, after: { changed } })
  })
}
