import type { Scope } from '#app/db/transaction.server.ts'
import { recordedNamed } from '#app/domain/activities/settling.server.ts'
import type { Stage } from '#app/domain/challenges/challenges.ts'
import { addDeed } from '#app/domain/challenges/commands.server.ts'
import { tagsOf } from '#app/domain/challenges/deeds.ts'
import { deedsKnown } from '#app/domain/challenges/settling.server.ts'
import { deedSettings } from '#app/domain/challenges/types/outside-event.ts'
import { holdersIn, ownersOf } from '#app/domain/members/settling.server.ts'
import { compileCondition } from '#app/domain/rules/conditions.ts'
import { barOf, selfRole } from '#app/domain/rules/deeds.ts'
import { judgedSince } from '#app/domain/rules/queries/past-deeds.server.ts'
import { conditionSchema } from '#app/domain/rules/rules.ts'
import { completeStage } from './complete-stage.server.ts'
import { nameOthers } from './describe-deed.server.ts'

const most = 1_000

/**
 * Part of reaching a stage: where it counts deeds from a date, those that the person has done since then count at once, the earliest first, and enough of them pass it.
 * Any other stage is left alone.
 */
export async function recallDeeds(
  scope: Scope,
  program: { timeZone: string },
  stage: Stage,
  { id: participationId, memberId }: { id: number; memberId: number },
): Promise<void> {
  const settings = stage.type === 'outside_event' ? deedSettings.parse(stage.settings) : null
  if (settings?.from !== 'date' || settings.since === undefined) return
  const judged = await judgedSince(scope, await holdersIn(scope, memberId), settings.trigger, new Date(settings.since), most)
  const deeds = await recordedNamed(scope, judged)
  const owners = await ownersOf(
    scope,
    deeds.flatMap((deed) => deed.others.map((other) => ({ sourceId: deed.sourceId, foreignId: other.id }))),
  )
  const ask = compileCondition(conditionSchema.parse(settings.conditions))
  const known = await deedsKnown(
    scope,
    deeds.map((deed) => deed.subject),
  )
  for (const deed of deeds) {
    const barred = barOf({ ...deed, paused: false }) !== null || selfRole({ id: deed.actorId, person: memberId }, nameOthers(deed, owners)) !== null
    if (barred || known.has(`${stage.id}/${deed.subject}`) || !ask(deed.facts, []).passed) continue
    const { subject, activityId, occurredAt: at } = deed
    const count = await addDeed(scope, { participationId, stageId: stage.id, subject, activityId, at })
    if (count === null || count < settings.count) continue
    await completeStage(scope, program, { participationId, stageId: stage.id, how: 'event', tags: tagsOf(deed.facts) })
    return
  }
}
