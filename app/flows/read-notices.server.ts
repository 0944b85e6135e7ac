import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { markRead } from '#app/domain/notices/commands.server.ts'

/** A member has seen their notices up to this one. */
export async function readNotices(by: Actor & { by: number }, upTo: number): Promise<void> {
  await inTransaction(by, (scope) => markRead(scope, by.by, upTo))
}
