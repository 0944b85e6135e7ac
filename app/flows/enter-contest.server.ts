import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { holdContest, withdrawEntry, writeEntry } from '#app/domain/contests/commands.server.ts'
import type { EntryForm } from '#app/domain/contests/contests.ts'
import { type Refused, orRefused } from '#app/foundation/outcome.ts'
import { requireEligible } from './require-eligible.server.ts'

/** An entry to hand in (`entryId` null), to change, or (`entry` null) to withdraw. */
export type EntryOrder = { contest: string; entryId: number | null; entry: EntryForm | null }

/** A member hands an entry in, changes it or withdraws it, while entries are open. */
export function enterContest(
  { contest: slug, entryId, entry }: EntryOrder,
  by: Actor,
  now = new Date(),
): Promise<{ kind: 'entered' | 'withdrawn' } | Refused<'not_found' | 'closed' | 'not_taken' | 'enough' | 'not_eligible'>> {
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope) => {
          const contest = await holdContest(scope, slug)
          const person = await requireEligible(scope, contest.levelFrom)
          if (entry) await writeEntry(scope, contest, person, entryId, entry)
          else await withdrawEntry(scope, contest, person, entryId ?? 0)
          return { kind: entry ? ('entered' as const) : ('withdrawn' as const) }
        },
        now,
      ),
    'not_found',
    'closed',
    'not_taken',
    'enough',
    'not_eligible',
  )
}
