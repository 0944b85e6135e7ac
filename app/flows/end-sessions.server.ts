import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { endOtherSessions, endSession } from '#app/domain/access/commands.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'

/** One session by its hash, or all but the one that asks. */
export type Which = { one: string } | { allBut: string }

/** A member ends sessions of their own. Answers how many ended; one that was gone already, or is somebody else's, counts as none. */
export function endSessions(actor: Actor, member: number, which: Which): Promise<{ kind: 'ended'; count: number }> {
  return inTransaction(actor, async (scope) => {
    const count =
      'one' in which ? ((await endSession(scope, which.one, member)) === null ? 0 : 1) : await endOtherSessions(scope, member, which.allBut)
    if (count > 0) await record(scope, { action: 'session.ended', objectKind: 'member', objectId: member, after: { count } })
    return { kind: 'ended' as const, count }
  })
}
