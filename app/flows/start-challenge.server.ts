import { type Actor, inTransaction, lockSettling } from '#app/db/transaction.server.ts'
import { challengeNamed } from '#app/domain/challenges/settling.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { enterChallenge } from './enter-challenge.server.ts'

/** Why somebody cannot take part now. */
export const entryRefusals = ['not_found', 'not_open', 'needs', 'wait', 'done', 'places_gone'] as const
export type EntryRefusal = (typeof entryRefusals)[number]

/** A member begins a challenge, or goes on with it; what counts from a date is looked up at once. */
export function startChallenge(
  by: Actor & { by: number },
  program: { timeZone: string },
  slug: string,
  now = new Date(),
): Promise<{ kind: 'started'; participationId: number } | Refused<EntryRefusal>> {
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope) => {
          await lockSettling(scope)
          const challenge = await challengeNamed(scope, slug)
          if (!challenge) throw new Refusal('not_found', 'There is no such challenge.')
          const { id } = await enterChallenge(scope, program, challenge, by.by)
          return { kind: 'started' as const, participationId: id }
        },
        now,
      ),
    ...entryRefusals,
  )
}
