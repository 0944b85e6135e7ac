import type { Scope } from '#app/db/transaction.server.ts'
import { qualifiedKind } from '#app/domain/activities/activities.ts'
import type { Waiting } from '#app/domain/activities/commands.server.ts'
import { firstTimes, undoneUntil } from '#app/domain/activities/settling.server.ts'
import { removeDeeds } from '#app/domain/challenges/commands.server.ts'
import { deedsKnown, stageIn, watchedNow } from '#app/domain/challenges/settling.server.ts'
import { deedSettings } from '#app/domain/challenges/types/outside-event.ts'
import type { Owner } from '#app/domain/members/settling.server.ts'
import { compileCondition } from '#app/domain/rules/conditions.ts'
import { barOf, selfRole } from '#app/domain/rules/deeds.ts'
import { conditionSchema } from '#app/domain/rules/rules.ts'
import { countDeed } from './count-deed.server.ts'
import { nameOthers } from './describe-deed.server.ts'
import { reopenStage } from './reopen-stage.server.ts'

/**
 * Part of settling, after the turn is written: deeds close the stages that wait for them, undos open them again, in the order in which they came and in the same
 * transaction. What was taken back and is done again counts for when it was first done. Costs one row where nothing waits for a deed. What it pays is a turn of its
 * own.
 */
export async function closeStagesByDeeds(
  scope: Scope,
  program: { timeZone: string },
  settled: readonly Waiting[],
  owners: ReadonlyMap<string, Owner>,
): Promise<void> {
  const watched = await watchedNow(scope)
  const wanted = settled.filter((one) => one.undoes !== null || watched.has(qualifiedKind(one.adapter, one.kind)))
  if (wanted.length === 0) return
  const subjects = wanted.filter((one) => one.undoes === null).map((one) => one.subject)
  const undone = await undoneUntil(scope, subjects)
  const again = wanted.filter((deed) => deed.undoes === null && undone.has(deed.subject)).map((deed) => deed.id)
  const firsts = await firstTimes(scope, again)
  const known = await deedsKnown(scope, subjects)
  for (const deed of wanted) {
    if (deed.undoes !== null) await takeBack(scope, program, deed.undoes, deed.occurredAt)
    else {
      const owner = owners.get(`${deed.sourceId}/${deed.actorId}`)
      const others = nameOthers(deed, owners)
      const taken = (undone.get(deed.subject)?.until ?? new Date(0)) >= deed.occurredAt
      const bar = barOf({ bot: deed.actorBot, ignored: deed.actorIgnored, blocked: deed.blocked, undone: taken, paused: owner?.active === false })
      if (!owner || bar || selfRole({ id: deed.actorId, person: owner.person }, others) !== null) continue
      for (const watch of watched.get(qualifiedKind(deed.adapter, deed.kind)) ?? []) {
        const condition = conditionSchema.parse(watch.settings.conditions)
        if (known.has(`${watch.stage.id}/${deed.subject}`) || !compileCondition(condition)(deed.facts, []).passed) continue
        await countDeed(scope, program, watch, { ...deed, activityId: deed.id, firstAt: firsts.get(deed.id) }, owner.person)
      }
    }
  }
}

/** The deed counts no longer: a stage that has too few left is open again. */
async function takeBack(scope: Scope, program: { timeZone: string }, subject: string, until: Date): Promise<void> {
  for (const { participationId, stageId, left } of await removeDeeds(scope, subject, until)) {
    const stage = await stageIn(scope, stageId)
    if (!stage || left >= deedSettings.parse(stage.settings).count) continue
    await reopenStage(scope, program, { participationId, stageId, reason: 'What had counted for it was taken back where it was done.' })
  }
}
