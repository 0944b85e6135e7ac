import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { markChallenge as keepMark } from '#app/domain/challenges/commands.server.ts'

/** A member saves a challenge for later, puts it out of sight, or takes either back (null). Nobody else sees it. */
export function markChallenge(by: Actor & { by: number }, challengeId: number, mark: 'saved' | 'dismissed' | null): Promise<void> {
  return inTransaction(by, (scope) => keepMark(scope, by.by, challengeId, mark))
}
