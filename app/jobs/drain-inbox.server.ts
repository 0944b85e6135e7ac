import { inboxWaits } from '#app/domain/activities/queries.server.ts'
import { programById, programIds } from '#app/domain/programs/queries.server.ts'
import { settleActivities } from '#app/flows/settle-activities.server.ts'

/** Settles until nothing is due in any program. Answers how many activities were settled. */
export async function drainInbox(stopped: () => boolean): Promise<number> {
  let total = 0
  for (const id of await programIds()) {
    if (!(await inboxWaits(id))) continue
    const program = await programById(id)
    if (!program) continue
    for (;;) {
      if (stopped()) return total
      const settled = await settleActivities(program)
      if (settled.kind === 'busy' || settled.count === 0) break
      total += settled.count
    }
  }
  return total
}
