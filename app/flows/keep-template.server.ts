import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { putTemplate } from '#app/domain/challenges/commands.server.ts'
import { copyOf, draftOf } from '#app/domain/challenges/draft.ts'
import { challengeIn } from '#app/domain/challenges/settling.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'

/** A manager keeps a challenge as a template of the program's own. Its window, its campaign and what must be done before stay behind. */
export function keepTemplate(id: number, by: Actor): Promise<{ kind: 'kept' } | Refused<'gone'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope) => {
        const challenge = await challengeIn(scope, id)
        if (!challenge) throw new Refusal('gone', 'There is no such challenge any more.')
        await putTemplate(scope, challenge.title, { ...copyOf(draftOf(challenge), challenge.title), campaignId: null, needs: [] })
        await record(scope, { action: 'template.kept', objectKind: 'challenge', objectId: id, after: { title: challenge.title } })
        return { kind: 'kept' as const }
      }),
    'gone',
  )
}
