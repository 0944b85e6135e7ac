import { type Adapter, type Ask, Later, type Page } from '#app/contract/adapter.ts'
import { inTransaction } from '#app/db/transaction.server.ts'
import { storeActivities } from '#app/domain/activities/commands.server.ts'
import { claimStep, moveWalk, noteFault, restWalk } from '#app/domain/activities/commands/walks.server.ts'
import { accessOf } from '#app/domain/activities/queries/access.server.ts'
import { programKey } from '#app/domain/programs/queries.server.ts'
import { keyActivity } from './read-delivery.server.ts'

/** Thrown to give up what a page brought: the walk was stopped, or somebody else took the step. */
class Overtaken extends Error {}

/**
 * Takes one page of one walk through a platform's past. The platform is asked outside of any transaction; what the page gave is stored in one with
 * the new cursor, so a walk that is cut off anywhere goes on without a gap and without a double. Answers whether there was a step to take.
 */
export async function takeWalkStep(
  program: number,
  adapterById: (id: string) => Adapter | undefined,
  fetch: Ask['fetch'],
  now = new Date(),
): Promise<boolean> {
  const hub = { program, by: null }
  const step = await inTransaction(hub, claimStep, now)
  if (!step) return false
  try {
    const walk = adapterById(step.adapter)?.backfill?.[step.name]
    if (!walk) throw new Error(`There is no way “${step.name}” through the past of “${step.adapter}” in this build.`)
    const page = await walk.page({ access: await accessOf(program, step.sourceId), fetch, now }, step.since, step.cursor)
    await keep(hub, step, page, now)
  } catch (error) {
    if (error instanceof Overtaken) return true
    await inTransaction(
      hub,
      (scope) => (error instanceof Later ? restWalk(scope, step.id, error.seconds) : noteFault(scope, step, (error as Error).message)),
      now,
    )
  }
  return true
}

async function keep(
  hub: { program: number; by: null },
  step: { id: number; sourceId: number; cursor: string | null },
  { activities, next, done, total }: Page,
  now: Date,
): Promise<void> {
  const source = { id: step.sourceId, key: await programKey(hub.program) }
  await inTransaction(
    hub,
    async (scope) => {
      const keyed = activities.map((activity) => keyActivity(activity, source))
      const added = await storeActivities(scope, { id: null, sourceId: step.sourceId, receivedAt: now }, keyed)
      if (!(await moveWalk(scope, step, { next, found: activities.length, added, done: done ?? null, total: total ?? null }))) throw new Overtaken()
    },
    now,
  )
}
