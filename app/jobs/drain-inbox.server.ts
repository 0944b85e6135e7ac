import { inboxWaits } from '#app/domain/activities/queries.server.ts'
import { programById, programIds } from '#app/domain/programs/queries.server.ts'
import { settleActivities } from '#app/flows/settle-activities.server.ts'

const [least, most] = [50, 1_000]
let size = 200

/**
 * How many activities the next batch takes, by how long the last one took: many at once cost less, and nothing of a batch is seen, nor survives a death, before
 * its commit. So a batch that took long makes the next one smaller.
 */
function sizeAfter(count: number, took: number): number {
  if (took > 800) return Math.max(least, size >> 1)
  return count >= size && took < 400 ? Math.min(most, size * 2) : size
}

/** Settles until nothing is due in any program. Answers how many activities were settled. */
export async function drainInbox(stopped: () => boolean): Promise<number> {
  let total = 0
  for (const id of await programIds()) {
    if (!(await inboxWaits(id))) continue
    const program = await programById(id)
    if (!program) continue
    for (;;) {
      if (stopped()) return total
      const from = performance.now()
      const settled = await settleActivities(program, size)
      if (settled.kind === 'busy' || settled.count === 0) break
      size = sizeAfter(settled.count, performance.now() - from)
      total += settled.count
    }
  }
  return total
}
