import type { Adapter, Ask } from '#app/contract/adapter.ts'
import { inTransaction } from '#app/db/transaction.server.ts'
import { addWalk } from '#app/domain/activities/commands/walks.server.ts'
import { lastWalks } from '#app/domain/activities/queries/walks.server.ts'
import { takeWalkStep } from '#app/flows/take-walk-step.server.ts'

/** Takes the next pages of what is being read from platforms' past. Answers how many. */
export async function walkChannels(program: number, adapterById: (id: string) => Adapter | undefined, fetch: Ask['fetch']): Promise<number> {
  let steps = 0
  while (steps < 20 && (await takeWalkStep({ program, adapterById, fetch, now: new Date() }))) steps += 1
  return steps
}

const hour = 3_600_000

/** Every night the last days are walked again, once a manager has begun a walk for the first time: what the platform failed to tell is found. */
const nightly = { every: 24, back: 2 * 24 * hour }

/**
 * Begins what a platform never tells and must be polled, as often as its adapter says, and the nightly comparison of all else that was ever read.
 * Answers how many walks were begun.
 */
export async function beginPolls(program: number, adapterById: (id: string) => Adapter | undefined, now = new Date()): Promise<number> {
  const last = await lastWalks(program)
  const sources = new Map(last.map(({ sourceId, adapter, accessAt }) => [sourceId, { adapter, accessAt }]))
  let begun = 0
  for (const [sourceId, { adapter, accessAt }] of sources) {
    for (const [name, { every }] of Object.entries(adapterById(adapter)?.backfill ?? {})) {
      const { startedAt: before, doneAt, earliest } = last.find((walk) => walk.sourceId === sourceId && walk.name === name) ?? {}
      if (before ? now.getTime() - before.getTime() < (every ?? nightly.every) * hour : !every) continue
      // What is polled goes on from the last time that went well, so that days without an answer leave no gap.
      const from = every ? doneAt : before
      // The first time from the moment the hub was let in: whatever was before is read when a manager chooses it, and never by itself.
      const floor = earliest ?? accessAt ?? now
      const since = new Date(Math.max(floor.getTime(), from ? from.getTime() - nightly.back : 0))
      await inTransaction({ program, by: null }, (scope) => addWalk(scope, { sourceId, name, since }), now).then(
        () => (begun += 1),
        (refused: Error) => {
          if (refused.name !== 'Refusal') throw refused
        },
      )
    }
  }
  return begun
}
