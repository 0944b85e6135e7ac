import type { Adapter } from '#app/contract/adapter.ts'
import { inTransaction } from '#app/db/transaction.server.ts'
import { clearMissed, missedLines } from '#app/domain/activities/commands/lines.server.ts'
import { addWalk } from '#app/domain/activities/commands/walks.server.ts'

/** Where something may have gone by unheard over a line, its platform's past is walked through from there on, all its ways. Answers how many walks began. */
export function seekMissed(program: number, adapterById: (id: string) => Adapter | undefined): Promise<number> {
  return inTransaction({ program, by: null }, async (scope) => {
    let begun = 0
    for (const { sourceId, adapter, since } of await missedLines(scope)) {
      for (const name of Object.keys(adapterById(adapter)?.backfill ?? {})) {
        await addWalk(scope, { sourceId, name, since })
        begun += 1
      }
      await clearMissed(scope, sourceId)
    }
    return begun
  })
}
