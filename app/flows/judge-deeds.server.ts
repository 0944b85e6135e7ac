import type { Scope } from '#app/db/transaction.server.ts'
import { nobody, qualifiedKind } from '#app/domain/activities/activities.ts'
import type { Waiting } from '#app/domain/activities/commands.server.ts'
import { standingOn, undoneUntil } from '#app/domain/activities/settling.server.ts'
import type { Judgement } from '#app/domain/rules/commands/settling.server.ts'
import { barOf, judgeActor, judgeParticipants, type Participant, participationKinds, selfRole } from '#app/domain/rules/deeds.ts'
import type { Reason } from '#app/domain/rules/explanation.ts'
import { type Deed, type Grant, type RuleInForce, wordFrom } from '#app/domain/rules/judge.ts'
import { rulesInForce } from '#app/domain/rules/queries/settling.server.ts'
import { type Surroundings, loadSurroundings } from './load-surroundings.server.ts'

/** A judgement, and whether it is the actor's own deed (a participant's share does not count towards badges). */
export type Word = Judgement & { own: boolean }

export type Judged = { words: Word[]; grants: Grant[]; unclaimed: number[] }

/** What the rules say of a run of deeds: words for every known person, awards to write, and the deeds whose actor nobody has claimed. */
export async function judgeDeeds(scope: Scope, timeZone: string, waiting: readonly Waiting[]): Promise<Judged> {
  const rules = await rulesInForce(scope)
  const kinds = participationKinds(rules)
  const objects = waiting.filter((deed) => kinds.includes(deed.kind)).map(({ sourceId, objectId }) => ({ sourceId, objectId }))
  const related = objects.length > 0 ? await standingOn(scope, objects, kinds) : []
  const undone = await undoneUntil(
    scope,
    waiting.map((deed) => deed.subject),
  )
  const around = await loadSurroundings(scope, timeZone, rules, waiting, related)
  const judged: Judged = { words: [], grants: [], unclaimed: [] }
  for (const deed of waiting) judgeDeed(deed, rules, around, (undone.get(deed.subject)?.until ?? new Date(0)) >= deed.occurredAt, judged)
  return judged
}

function judgeDeed(waiting: Waiting, rules: readonly RuleInForce[], around: Surroundings, undone: boolean, judged: Judged): void {
  const owner = around.ownerOf(waiting.sourceId, waiting.actorId)
  const others = waiting.others.map((other) => ({
    role: other.role,
    id: other.id,
    memberId: around.ownerOf(waiting.sourceId, other.id)?.memberId ?? null,
  }))
  const self = selfRole({ id: waiting.actorId, memberId: owner?.memberId ?? null }, others)
  const traits = { bot: waiting.actorBot, ignored: waiting.actorIgnored, blocked: waiting.blocked, undone, paused: owner?.active === false, self }
  const bar = barOf(traits)
  const kind = qualifiedKind(waiting.adapter, waiting.kind)
  const deed: Deed = { ...waiting, activityId: waiting.id, kind, channel: around.slugOf(waiting.sourceId) }
  const share = (of: Deed, actorMember: number | null, participants: readonly Participant[]): void =>
    shareOut(of, waiting.sourceId, judgeParticipants(rules, of, actorMember, participants, around.memory), actorMember, judged)

  if (!bar || bar.code === 'paused') {
    share(deed, owner?.memberId ?? null, around.participantsIn(deed, waiting))
  }
  if (!bar && owner) {
    for (const late of around.joinedBy(deed, waiting, owner.memberId)) share(late.deed, late.actorMember, [late.participant])
  }
  if (!owner && !(traits.bot || traits.ignored)) {
    judged.unclaimed.push(waiting.id)
    return
  }
  judged.words.push(ownWord(waiting, deed, owner?.memberId ?? nobody, bar, rules, around, judged.grants))
}

function ownWord(
  waiting: Waiting,
  deed: Deed,
  memberId: number,
  bar: Reason | null,
  rules: readonly RuleInForce[],
  around: Surroundings,
  grants: Grant[],
): Word {
  const base = { activityId: waiting.id, memberId, sourceId: waiting.sourceId, kind: deed.kind, occurredAt: waiting.occurredAt, own: true }
  if (bar) return { ...base, status: bar.code === 'undone' ? 'undone' : 'nothing', points: 0, explanation: { lines: [], reason: bar } }
  const { lines, grants: own } = judgeActor(rules, deed, memberId, around.memory)
  grants.push(...own)
  return { ...base, ...wordFrom(lines) }
}

/** Notes what participants got: a word of their own on the deed, one for all rules together. */
function shareOut(deed: Deed, sourceId: number, shares: ReturnType<typeof judgeParticipants>, actorMember: number | null, judged: Judged): void {
  for (const memberId of new Set(shares.map((share) => share.memberId))) {
    if (memberId === actorMember) continue
    const mine = shares.filter((share) => share.memberId === memberId)
    judged.grants.push(...mine.flatMap((word) => word.grant ?? []))
    const earlier = judged.words.findIndex((word) => word.activityId === deed.activityId && word.memberId === memberId)
    const lines = [...(judged.words[earlier]?.explanation.lines ?? []), ...mine.map(({ line }) => line)]
    if (earlier >= 0) judged.words.splice(earlier, 1)
    judged.words.push({
      activityId: deed.activityId,
      memberId,
      sourceId,
      kind: deed.kind,
      occurredAt: deed.occurredAt,
      own: false,
      ...wordFrom(lines),
    })
  }
}
