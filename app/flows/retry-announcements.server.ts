import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { retryParked } from '#app/domain/announcements/commands.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'

/** A manager lets everything be tried again that no platform took so far. Answers how many things. */
export function retryAnnouncements(by: Actor): Promise<{ kind: 'retried'; count: number }> {
  return inTransaction(by, async (scope) => {
    const count = await retryParked(scope)
    if (count > 0) await record(scope, { action: 'announcements.retried', objectKind: 'program', objectId: scope.program, after: { count } })
    return { kind: 'retried' as const, count }
  })
}
