import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { keepDraft } from '#app/domain/challenges/commands.server.ts'
import { copyOf, draftOf } from '#app/domain/challenges/draft.ts'
import { challengeIn } from '#app/domain/challenges/settling.server.ts'
import { slugFrom } from '#app/domain/challenges/slug.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'

/** A manager makes a second challenge like one: a draft with steps of its own, outside any campaign, that nobody has done. */
export function duplicateChallenge(id: number, by: Actor): Promise<{ kind: 'copied'; id: number } | Refused<'gone'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope) => {
        const challenge = await challengeIn(scope, id)
        if (!challenge) throw new Refusal('gone', 'There is no such challenge any more.')
        const draft = { ...copyOf(draftOf(challenge), `Copy of ${challenge.title}`.slice(0, 120)), campaignId: null }
        const copy = await keepDraft(scope, draft, slugFrom(draft.title), false)
        await record(scope, { action: 'challenge.added', objectKind: 'challenge', objectId: copy, after: { title: draft.title, copyOf: id } })
        return { kind: 'copied' as const, id: copy }
      }),
    'gone',
  )
}
