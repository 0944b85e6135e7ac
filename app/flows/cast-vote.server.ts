import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { castVote as cast, holdContest, takeVoteBack } from '#app/domain/contests/commands.server.ts'
import { type Refused, orRefused } from '#app/foundation/outcome.ts'
import { requireEligible } from './require-eligible.server.ts'

export type VoteOrder = { contest: string; entryId: number; matchId: number; way: 'give' | 'take' }
type Answer = { kind: 'voted' | 'voted_before' | 'taken_back' | 'nothing_to_take' }

/** A member votes for an entry, or takes the vote back while voting is open. However often it is sent, a member's vote for an entry counts once. */
export function castVote(
  { contest: slug, entryId, matchId, way }: VoteOrder,
  by: Actor,
  now = new Date(),
): Promise<Answer | Refused<'not_found' | 'closed' | 'own_entry' | 'no_votes' | 'not_eligible'>> {
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope): Promise<Answer> => {
          const contest = await holdContest(scope, slug)
          const person = await requireEligible(scope, contest.levelFrom, contest.votesFrom)
          const ballot = { entryId, matchId }
          if (way === 'take') return { kind: (await takeVoteBack(scope, contest, person, ballot)) ? 'taken_back' : 'nothing_to_take' }
          return { kind: (await cast(scope, contest, person, ballot)) ? 'voted' : 'voted_before' }
        },
        now,
      ),
    'not_found',
    'closed',
    'own_entry',
    'no_votes',
    'not_eligible',
  )
}
