import type { Activity } from '#app/contract/activity.ts'
import type { Page, Walk } from '#app/contract/adapter.ts'
import type { Scope } from '#app/db/transaction.server.ts'
import { storeActivities } from '#app/domain/activities/commands.server.ts'
import { type Step, claimStep, keepMark, moveWalk, noteFault, restWalk } from '#app/domain/activities/commands/walks.server.ts'
import { programKey } from '#app/domain/programs/queries.server.ts'
import { keyActivity } from './read-delivery.server.ts'
import { rememberWalk } from './remember-walk.server.ts'
import { type Errands, runErrand } from './run-errand.server.ts'

/** Thrown to give up what a page brought: the walk was stopped, or somebody else took the step. */
class Overtaken extends Error {}

/**
 * Takes one page of one walk through a platform's past. What the page gave is stored in one transaction with the new cursor, so a walk that is cut off
 * anywhere goes on without a gap and without a double. Answers whether there was a step to take.
 */
export async function takeWalkStep(errands: Errands): Promise<boolean> {
  return runErrand(errands, {
    claim: claimStep,
    ask: async (step, on) => {
      const platform = await on(step.sourceId)
      const walk = platform?.adapter.backfill?.[step.name]
      if (!platform || !walk) throw new Error(`There is no way “${step.name}” through the past of “${step.adapter}” in this build.`)
      const { memory, door } = await rememberWalk(errands.program, step)
      const page = await walk.page({ ...platform.ask, door }, step.since, step.cursor, memory)
      const source = { id: step.sourceId, key: await programKey(errands.program) }
      return (scope) => keep(scope, step, source, { ...page, activities: chosen(page.activities, step, walk) })
    },
    failed: async (scope, step, error, patience) => {
      if (error instanceof Overtaken) return
      await (patience === null ? noteFault(scope, step, error.message) : restWalk(scope, step.id, patience))
    },
  })
}

/**
 * What of a page is taken in: nothing from before the hub was let in, unless a manager chose to read the past. Of totals, what there was when the hub first
 * asked is kept as what it starts from, and counts for nothing.
 */
function chosen(found: readonly Activity[], { floor, start }: Pick<Step, 'floor' | 'start'>, { totals = [] }: Walk): Activity[] {
  return found
    .filter((deed) => deed.undoes !== undefined || deed.occurredAt >= floor)
    .map((deed) => (start && totals.includes(deed.kind) ? { ...deed, blocked: 'it was so before the hub first looked' } : deed))
}

async function keep(
  scope: Scope,
  step: { id: number; sourceId: number; name: string; cursor: string | null },
  source: { id: number; key: Uint8Array },
  { activities, next, done, total, kept, rest }: Page,
): Promise<void> {
  const keyed = activities.map((activity) => keyActivity(activity, source))
  const added = await storeActivities(scope, { id: null, sourceId: source.id, receivedAt: scope.now }, keyed)
  const moved = { next, found: activities.length, added, done: done ?? null, total: total ?? null, rest: rest ?? 0 }
  if (!(await moveWalk(scope, step, moved))) throw new Overtaken()
  if (kept !== undefined) await keepMark(scope, step, kept)
}
