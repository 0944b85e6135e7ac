import type { Adapter } from '#app/contract/adapter.ts'
import { qualifiedKind } from '#app/domain/activities/activities.ts'
import { queuedSince, titlesOf } from '#app/domain/activities/queries/walks.server.ts'
import type { Credit, WalkRow } from '#app/domain/activities/walks.ts'
import { creditOf, uncreditedIn, type Uncredited } from '#app/domain/rules/queries/credited.server.ts'

/**
 * What a platform has and what became of it here: `upstream` deeds were found there, `credited` counted for somebody, `back` were taken back since, the
 * others wait (for settling, for their owner, for a person who looks) or gave nothing, each with its reason.
 */
export type Comparison = Credit & { uncredited: (Uncredited & { title: string; url: string; occurredAt: Date })[] }

/** Compares what a walk found on the platform with what was credited here, over all that is known of the same time. */
export async function compareUpstream(
  program: number,
  adapter: Adapter,
  walk: Pick<WalkRow, 'name' | 'since' | 'found'> & { sourceId: number },
  limit = 50,
): Promise<Comparison> {
  const plain = adapter.backfill?.[walk.name]?.kinds ?? Object.keys(adapter.kinds).filter((kind) => !adapter.kinds[kind]?.undo)
  const span = { sourceId: walk.sourceId, kinds: plain.map((kind) => qualifiedKind(adapter.id, kind)), since: walk.since }
  const [queued, credit, uncredited] = await Promise.all([
    queuedSince(program, walk.sourceId, plain, walk.since),
    creditOf(program, span),
    uncreditedIn(program, span, limit),
  ])
  const about = await titlesOf(
    program,
    uncredited.map((one) => one.activityId),
  )
  const { waiting, unclaimed, parked } = queued
  return {
    ...{ upstream: walk.found, ...credit, waiting, unclaimed, parked },
    uncredited: uncredited.flatMap((one) => {
      const thing = about.get(one.activityId)
      return thing ? [{ ...one, ...thing }] : []
    }),
  }
}
