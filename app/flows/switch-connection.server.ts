import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { switchProvider } from '#app/domain/access/commands.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { orRefused, Refusal, type Refused } from '#app/foundation/outcome.ts'

/** An owner switches a way in on or off. Who came in by it stays a member. Refuses `not_found`. */
export function switchConnection(slug: string, state: 'on' | 'off', by: Actor): Promise<{ kind: 'switched' } | Refused<'not_found'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope) => {
        if (!(await switchProvider(scope, slug, state))) throw new Refusal('not_found', 'There is no such sign-in. Nothing was changed.')
        await record(scope, { action: 'sign_in.switched', objectKind: 'sign_in', objectId: slug, after: { state } })
        return { kind: 'switched' as const }
      }),
    'not_found',
  )
}
