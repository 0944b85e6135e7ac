import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { awardable } from '#app/domain/members/settling.server.ts'
import { notify } from '#app/domain/notices/commands.server.ts'
import { dropReviewer, putReviewer } from '#app/domain/reviews/commands.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'

/** A manager names a community reviewer with languages (none: all), or with `languages` null ends it. */
export async function nameReviewer(
  by: Actor & { by: number },
  named: { handle: string; languages: readonly string[] | null },
  now = new Date(),
): Promise<{ kind: 'named' } | Refused<'unknown'>> {
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope) => {
          const [person] = await awardable(scope, [], [named.handle])
          if (!person) throw new Refusal('unknown', `There is no active member @${named.handle}. Nothing was changed.`)
          if (named.languages === null) await dropReviewer(scope, person.id)
          else {
            await putReviewer(scope, person.id, named.languages)
            const title = 'You review for the community now'
            const body = 'What others hand in waits for you under “Review”. Nobody judges their own work, and every verdict has a reason.'
            await notify(scope, [
              { memberId: person.id, key: `reviewer:${person.id}:${scope.now.getTime()}`, kind: 'reviewer.named', title, body, url: '/review' },
            ])
          }
          await record(scope, { action: `reviewer.${named.languages ? 'named' : 'ended'}`, objectKind: 'member', objectId: person.id, after: named })
          return { kind: 'named' as const }
        },
        now,
      ),
    'unknown',
  )
}
