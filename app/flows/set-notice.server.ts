import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { putNoticeDays } from '#app/domain/programs/commands.server.ts'
import { noticeDays } from '#app/domain/programs/settling.server.ts'

/** A manager settles for how many days a lower price is announced before it holds (0: at once). Changes announced before keep their day. */
export async function setNotice(by: Actor, days: number): Promise<void> {
  await inTransaction(by, async (scope) => {
    const before = await noticeDays(scope)
    if (before === days) return
    await putNoticeDays(scope, days)
    await record(scope, { action: 'rules.notice_set', objectKind: 'program', objectId: scope.program, before: { days: before }, after: { days } })
  })
}
