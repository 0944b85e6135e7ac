import type { Scope } from '#app/db/transaction.server.ts'
import { hubSource, nobody, qualifiedKind } from '#app/domain/activities/activities.ts'
import { type Waiting, finishInbox, recordUndo, requeue } from '#app/domain/activities/commands.server.ts'
import { companionsOf, deedsOf } from '#app/domain/activities/settling.server.ts'
import { personsOf } from '#app/domain/members/settling.server.ts'
import { takeBackJudgements, writeJudgements } from '#app/domain/rules/commands/settling.server.ts'
import { participationKinds } from '#app/domain/rules/deeds.ts'
import type { Reason } from '#app/domain/rules/explanation.ts'
import { isOwn, lossOf } from '#app/domain/rules/losses.ts'
import type { RuleInForce } from '#app/domain/rules/judge.ts'
import { type KnownAward, type KnownJudgement, judgementsOf, openAwardsOn } from '#app/domain/rules/queries/settling.server.ts'
import { countOnce } from './count-once.server.ts'
import { findSeen } from './find-seen.server.ts'
import { reverseAwards } from './reverse-awards.server.ts'
import { updateStanding } from './update-standing.server.ts'

/**
 * Settles an undo: what hangs on its subject is reversed, once. The newest fact wins whatever order they came in: an undo before its deed waits for it
 * in `undo`; one that is older than a deed that stands takes back what earlier deeds hold, and the newest is judged again on its own.
 */
export async function takeBackDeed(
  scope: Scope,
  turn: number,
  timeZone: string,
  undo: Waiting & { undoes: string },
  rules: readonly RuleInForce[],
): Promise<void> {
  await recordUndo(scope, { subject: undo.undoes, undoneAt: undo.occurredAt, activityId: undo.id })
  const deeds = await deedsSeen(scope, undo.undoes)
  const over = deeds.filter((deed) => deed.occurredAt <= undo.occurredAt).map((deed) => deed.activityId)
  const standing = deeds.filter((deed) => deed.occurredAt > undo.occurredAt).at(-1)
  const held = over.length === 0 ? [] : await openAwardsOn(scope, undo.undoes, over)
  const awards = standing ? held.filter((award) => over.includes(award.activityId)) : held
  const back = await reverseAwards(scope, turn, undo.id, awards)
  const words = await judgementsOf(scope, [...new Set([...over, ...back.closed.map((award) => award.activityId)])])
  const taken = words.filter((word) => word.status !== 'undone' && word.status !== 'reversed' && concerns(word, over, back.closed))
  const lost = taken.map((word) => ({ ...word, ...lossOf(word, back.closed, over.includes(word.activityId) && !standing) }))
  await takeBackJudgements(scope, turn, lost, undo.id)
  await requeue(scope, [
    ...(standing && awards.length > 0 ? [standing.activityId] : []),
    ...(await companionsOf(scope, over, participationKinds(rules), undo.id)),
  ])
  await say(scope, turn, undo, deeds, taken, standing !== undefined)
  const persons = await personsOf(
    scope,
    taken.map((word) => word.memberId),
  )
  const personOf = (holder: number): number => persons.get(holder)?.person ?? holder
  const gone = lost
    .filter((word) => !word.part && word.status === 'counted' && word.memberId !== nobody && word.sourceId !== hubSource && isOwn(word))
    .map((word) => ({
      memberId: personOf(word.memberId),
      kind: word.kind,
      by: -1 as const,
      activityId: word.activityId,
      subject: back.times.get(word.activityId)?.subject ?? undo.undoes,
      at: word.occurredAt,
      sourceId: word.sourceId,
      timeZone: persons.get(word.memberId)?.timeZone ?? 'UTC',
    }))
  await updateStanding(scope, {
    timeZone,
    balances: back.balances,
    scores: back.scores,
    deeds: await countOnce(scope, gone, () => deeds.length > 1),
    touched: taken.map((word) => personOf(word.memberId)).filter((member) => member !== nobody),
  })
  await finishInbox(scope, [undo.id], [])
}

/** The deeds under a subject, every version, that settling has looked at by now. */
async function deedsSeen(scope: Scope, subject: string) {
  const deeds = await deedsOf(scope, subject)
  const seen = await findSeen(
    scope,
    deeds.map((deed) => deed.activityId),
  )
  return deeds.filter((deed) => seen.has(deed.activityId))
}

function concerns(word: KnownJudgement, over: readonly number[], awards: readonly KnownAward[]): boolean {
  return over.includes(word.activityId) || awards.some((award) => award.activityId === word.activityId && award.memberId === word.memberId)
}

async function say(
  scope: Scope,
  turn: number,
  undo: Waiting,
  deeds: readonly { activityId: number }[],
  taken: readonly KnownJudgement[],
  newer: boolean,
): Promise<void> {
  const reason: Reason | undefined = newer ? { code: 'stale_undo' } : deeds.length === 0 ? { code: 'nothing_to_undo' } : undefined
  const word = { activityId: undo.id, sourceId: undo.sourceId, kind: qualifiedKind(undo.adapter, undo.kind), status: 'undo' as const, points: 0 }
  const explanation = { lines: [], ...(reason && { reason }), of: deeds.at(-1)?.activityId }
  await writeJudgements(scope, turn, [{ ...word, memberId: taken[0]?.memberId ?? nobody, occurredAt: undo.occurredAt, explanation }])
}
