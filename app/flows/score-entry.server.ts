import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { holdContest, scoreEntry as score } from '#app/domain/contests/commands.server.ts'
import { type Refused, orRefused } from '#app/foundation/outcome.ts'

/** What a juror gives an entry: a score from 1 to 10 for each criterion, and words for the others in the jury. */
export type ScoreOrder = { contest: string; entryId: number; scores: readonly number[]; note: string }

/** A juror scores an entry, or changes the scores, while the jury sits. Nobody scores their own. */
export function scoreEntry(
  { contest: slug, ...given }: ScoreOrder,
  by: Actor,
  now = new Date(),
): Promise<{ kind: 'scored' } | Refused<'not_found' | 'closed' | 'not_juror' | 'own_entry' | 'incomplete'>> {
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope) => {
          const contest = await holdContest(scope, slug)
          await score(scope, contest, by.by ?? 0, given)
          return { kind: 'scored' as const }
        },
        now,
      ),
    'not_found',
    'closed',
    'not_juror',
    'own_entry',
    'incomplete',
  )
}
