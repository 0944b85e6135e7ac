import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { setFollow } from '#app/domain/boards/commands.server.ts'
import { memberSeenAs } from '#app/domain/members/queries/profile.server.ts'
import { type Refused, orRefused } from '#app/foundation/outcome.ts'

/** A member begins or ends following somebody whose profile they may see. It is nobody else's business, so no log keeps it. */
export async function followMember(
  handle: string,
  on: boolean,
  actor: Actor & { by: number },
): Promise<{ kind: 'following' | 'not_following' } | Refused<'not_found'>> {
  const followed = await memberSeenAs(actor.program, handle)
  return orRefused(
    () =>
      inTransaction(actor, async (scope) => {
        await setFollow(scope, actor.by, followed, on)
        return { kind: on ? ('following' as const) : ('not_following' as const) }
      }),
    'not_found',
  )
}
