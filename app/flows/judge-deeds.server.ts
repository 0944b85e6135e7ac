import type { Scope } from '#app/db/transaction.server.ts'
import { hubSource, nobody } from '#app/domain/activities/activities.ts'
import type { Waiting } from '#app/domain/activities/commands.server.ts'
import { standingOn, undoneUntil } from '#app/domain/activities/settling.server.ts'
import type { Owner } from '#app/domain/members/settling.server.ts'
import type { Judgement } from '#app/domain/rules/commands/settling.server.ts'
import { barOf, judgeActor, judgeParticipants, participationKinds, selfRole, type Share } from '#app/domain/rules/deeds.ts'
import type { Reason, RuleLine } from '#app/domain/rules/explanation.ts'
import { type Deed, type Grant, type RuleInForce, joinWords } from '#app/domain/rules/judge.ts'
import { rulesInForce } from '#app/domain/rules/queries/settling.server.ts'
import { type Surroundings, loadSurroundings } from './load-surroundings.server.ts'

/** A judgement, with who is counted for it, and whether it is the actor's own deed that counts now and did not before. */
export type Word = Judgement & { person: number; own: boolean; fresh: boolean; replaces: boolean; subject: string; timeZone: string }

export type JudgedRun = {
  words: Word[]
  grants: Grant[]
  unclaimed: number[]
  waitingShares: { sourceId: number; accountId: string; activityId: number }[]
  owners: ReadonlyMap<string, Owner>
}

/** What the rules say of a run of deeds: words for every known person, awards to write, and the deeds whose actor nobody has claimed. */
export async function judgeDeeds(scope: Scope, timeZone: string, waiting: readonly Waiting[], rules: readonly RuleInForce[]): Promise<JudgedRun> {
  const kinds = participationKinds(rules)
  const objects = waiting.filter((deed) => kinds.includes(deed.kind)).map(({ sourceId, objectId }) => ({ sourceId, objectId }))
  const related = objects.length > 0 ? await standingOn(scope, objects, kinds) : []
  const undone = await undoneUntil(scope, [...new Set(waiting.map((deed) => deed.subject))])
  const around = await loadSurroundings(scope, timeZone, rules, waiting, related)
  const judged: Judging = { words: new Map(), grants: [], unclaimed: [], waitingShares: [], owners: around.owners }
  for (const deed of waiting) judgeDeed(deed, rules, around, (undone.get(deed.subject)?.until ?? new Date(0)) >= deed.occurredAt, judged)
  return { ...judged, words: [...judged.words.values()] }
}

/** A run while it is judged: words by `activity/member`. */
type Judging = Omit<JudgedRun, 'words'> & { words: Map<string, Word> }

function judgeDeed(waiting: Waiting, rules: readonly RuleInForce[], around: Surroundings, undone: boolean, judged: Judging): void {
  const owner = around.ownerOf(waiting.sourceId, waiting.actorId)
  const deed = around.deedOf(waiting)
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
    say(deed, owner ?? null, [], bar ?? undefined, around, judged, true)
    return
  }
  const actor = { memberId: owner.memberId, person: owner.person, facts: around.traitsOf(owner.person, deed.kind, deed.occurredAt) }
  const word = judgeActor(rules, deed, actor, around.memory, { self, others })
  judged.grants.push(...word.grants)
  judged.waitingShares.push(...word.waiting.map((share) => ({ sourceId: deed.sourceId, accountId: share.accountId, activityId: deed.activityId })))
  giveShares(deed, word.shares, around, judged)
  // What happens in the hub is told by its own pages; it is a line of the activity only where a rule looked at it.
  const silent = deed.sourceId === hubSource && word.own.length === 0
  if (!silent && !(word.held && word.own.length === 0)) say(deed, owner, word.own, undefined, around, judged, true)
}

/** Notes what others got: a word of their own on the deed, one for all rules together. */
function giveShares(deed: Deed, shares: readonly Share[], around: Surroundings, judged: Judging): void {
  for (const memberId of new Set(shares.map((share) => share.memberId))) {
    const mine = shares.filter((share) => share.memberId === memberId)
    judged.grants.push(...mine.flatMap((share) => share.grants))
    const who = { memberId, person: mine[0]?.person ?? memberId, timeZone: 'UTC' }
    say(
      deed,
      who,
      mine.map((share) => share.line),
      undefined,
      around,
      judged,
      false,
    )
  }
}

/** Writes the word on a deed for a member, joined with what was said of it before in this run or an earlier one. */
function say(
  deed: Deed,
  who: { memberId: number; person: number; timeZone: string } | null,
  lines: readonly RuleLine[],
  bar: Reason | undefined,
  around: Surroundings,
  judged: Judging,
  own: boolean,
): void {
  const memberId = who?.memberId ?? nobody
  const name = `${deed.activityId}/${memberId}`
  const earlier = judged.words.get(name)
  const known = around.wordOn(deed.activityId, memberId)
  judged.words.delete(name)
  const base = { activityId: deed.activityId, memberId, sourceId: deed.sourceId, kind: deed.kind, occurredAt: deed.occurredAt, subject: deed.subject }
  const said = joinWords(earlier ?? known ?? null, lines, bar)
  judged.words.set(name, {
    ...base,
    ...said,
    person: who?.person ?? nobody,
    timeZone: who?.timeZone ?? 'UTC',
    own: own || (earlier?.own ?? false),
    fresh: said.status === 'counted' && ownCounts(said.explanation.lines) && !(known?.status === 'counted' && ownCounts(known.explanation.lines)),
    replaces: known !== undefined,
  })
}

/** True if a deed counted by its actor's own doing, and not only as a share in somebody else's. */
function ownCounts(lines: readonly RuleLine[]): boolean {
  return lines.some((line) => line.outcome === 'paid' && line.role === undefined)
}
