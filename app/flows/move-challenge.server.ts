import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import type { ChallengeState } from '#app/domain/challenges/challenges.ts'
import { setChallengeState } from '#app/domain/challenges/commands.server.ts'
import { type Refused, orRefused } from '#app/foundation/outcome.ts'

/** What a manager can do with a challenge as a whole, beside publishing it. */
export type ChallengeMove = 'close' | 'reopen' | 'archive' | 'restore'

const moves: Readonly<Record<ChallengeMove, { from: readonly ChallengeState[]; to: ChallengeState }>> = {
  close: { from: ['published'], to: 'closed' },
  reopen: { from: ['closed'], to: 'published' },
  archive: { from: ['draft', 'published', 'closed'], to: 'archived' },
  restore: { from: ['archived'], to: 'closed' },
}

/** A manager closes a challenge, opens it again, or puts it away. What members did and were paid for it stays. */
export function moveChallenge(id: number, move: ChallengeMove, by: Actor): Promise<{ kind: 'moved' } | Refused<'wrong_state'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope) => {
        const { from, to } = moves[move]
        await setChallengeState(scope, id, from, to)
        await record(scope, { action: `challenge.${to === 'published' ? 'reopened' : to}`, objectKind: 'challenge', objectId: id })
        return { kind: 'moved' as const }
      }),
    'wrong_state',
  )
}
