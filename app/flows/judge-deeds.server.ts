import type { Scope } from '#app/db/transaction.server.ts'
import { hubSource } from '#app/domain/activities/activities.ts'
import type { Waiting } from '#app/domain/activities/commands.server.ts'
import { firstTimes, standingOn, undoneUntil } from '#app/domain/activities/settling.server.ts'
import { barOf, judgeActor, judgeParticipants, participationKinds, selfRole } from '#app/domain/rules/deeds.ts'
import type { Deed, RuleInForce } from '#app/domain/rules/judge.ts'
import { findSeen } from './find-seen.server.ts'
import { type Surroundings, loadSurroundings } from './load-surroundings.server.ts'
import type { Asked } from './read-traits.server.ts'
import { type JudgedRun, type Judging, giveShares, sayWord } from './say-word.server.ts'

/** What the rules say of a run of deeds: words for every known person, awards to write, and the deeds whose actor nobody has claimed. */
export async function judgeDeeds(
  scope: Scope,
  timeZone: string,
  run: readonly Waiting[],
  rules: readonly RuleInForce[],
  told?: Asked | null,
): Promise<JudgedRun & { asked: Asked | null }> {
  const undone = await undoneUntil(scope, [...new Set(run.map((deed) => deed.subject))])
  const waiting = await withFirst(scope, run, undone)
  const kinds = participationKinds(rules)
  const objects = waiting.filter((deed) => kinds.includes(deed.kind)).map(({ sourceId, objectId }) => ({ sourceId, objectId }))
  const standing = objects.length > 0 ? await standingOn(scope, objects, kinds) : []
  const seen = await findSeen(
    scope,
    standing.map((one) => one.activityId),
  )
  const batch = new Set(waiting.map((deed) => deed.id))
  const related = standing.filter((one) => seen.has(one.activityId) || batch.has(one.activityId))
  const around = await loadSurroundings(scope, timeZone, rules, waiting, related, told)
  const judged: Judging = { words: new Map(), grants: [], unclaimed: [], waitingShares: [], owners: around.owners }
  for (const one of waiting) {
    const taken = (undone.get(one.subject)?.until ?? new Date(0)) >= one.occurredAt
    judgeDeed(one, around.deedOf(one), rules, around, taken, judged)
  }
  return { ...judged, words: [...judged.words.values()], asked: around.asked }
}

/** The deeds with when they were first done, where they were ever taken back: they count for that time. */
async function withFirst(scope: Scope, run: readonly Waiting[], undone: ReadonlyMap<string, unknown>): Promise<readonly Waiting[]> {
  const again = run.filter((deed) => undone.has(deed.subject)).map((deed) => deed.id)
  if (again.length === 0) return run
  const firsts = await firstTimes(scope, again)
  return run.map((deed) => ({ ...deed, firstAt: firsts.get(deed.id) }))
}

function judgeDeed(waiting: Waiting, deed: Deed, rules: readonly RuleInForce[], around: Surroundings, undone: boolean, judged: Judging): void {
  const owner = around.ownerOf(waiting.sourceId, waiting.actorId)
  const others = around.othersOf(waiting)
  const self = selfRole({ id: waiting.actorId, person: owner?.person ?? null }, others)
  const bar = barOf({ bot: waiting.actorBot, ignored: waiting.actorIgnored, blocked: waiting.blocked, undone, paused: owner?.active === false })
  const free = (!bar || bar.code === 'paused') && self === null
  if (free) giveShares(deed, judgeParticipants(rules, deed, owner?.person ?? null, around.participantsIn(waiting), around.memory), around, judged)
  if (!bar && self === null && owner) {
    for (const late of around.joinedBy(waiting, owner)) {
      giveShares(late.deed, judgeParticipants(rules, late.deed, late.actor, [late.participant], around.memory), around, judged)
    }
  }
  if (!owner && !(waiting.actorBot || waiting.actorIgnored)) {
    judged.unclaimed.push(waiting.id)
    return
  }
  if (bar || !owner) {
    sayWord(deed, owner ?? null, [], bar ?? undefined, around, judged, true)
    return
  }
  const actor = { memberId: owner.memberId, person: owner.person, facts: around.traitsOf(owner.person, deed.kind, deed.occurredAt) }
  const word = judgeActor(rules, deed, actor, around.memory, { self, others })
  judged.grants.push(...word.grants)
  judged.waitingShares.push(...word.waiting.map((share) => ({ sourceId: deed.sourceId, accountId: share.accountId, activityId: deed.activityId })))
  giveShares(deed, word.shares, around, judged)
  // What happens in the hub is told by its own pages; it is a line of the activity only where a rule looked at it.
  const silent = deed.sourceId === hubSource && word.own.length === 0
  if (!silent && !(word.held && word.own.length === 0)) sayWord(deed, owner, word.own, undefined, around, judged, true)
}
