import type { Scope } from '#app/db/transaction.server.ts'
import { nobody, qualifiedKind } from '#app/domain/activities/activities.ts'
import { type Waiting, finishInbox, recordUndo } from '#app/domain/activities/commands.server.ts'
import { deedsOf } from '#app/domain/activities/settling.server.ts'
import { post } from '#app/domain/ledger/commands.server.ts'
import { type Line, pointsCurrency } from '#app/domain/ledger/ledger.ts'
import { transfersOf } from '#app/domain/ledger/settling.server.ts'
import { addToCounters, closeAwards, takeBackJudgements, writeJudgements } from '#app/domain/rules/commands/settling.server.ts'
import type { Reason } from '#app/domain/rules/explanation.ts'
import { type KnownAward, judgementsOf, openAwardsOn } from '#app/domain/rules/queries/settling.server.ts'
import { updateStanding } from './update-standing.server.ts'

/**
 * Settles an undo: what hangs on its subject is reversed, once. The newest fact wins whatever order they came in: an undo older than a deed that
 * stands takes nothing back, and an undo before its deed waits for it in `undo`.
 */
export async function takeBackDeed(scope: Scope, turn: number, timeZone: string, undo: Waiting & { undoes: string }): Promise<void> {
  await recordUndo(scope, { subject: undo.undoes, undoneAt: undo.occurredAt, activityId: undo.id })
  const deeds = await deedsOf(scope, undo.undoes)
  const newer = deeds.some((deed) => deed.occurredAt > undo.occurredAt)
  const activities = deeds.map((deed) => deed.activityId)
  const awards = newer || deeds.length === 0 ? [] : await openAwardsOn(scope, undo.undoes, activities)
  const words = newer ? [] : await judgementsOf(scope, [...new Set([...activities, ...awards.map((award) => award.activityId)])])
  const taken = words.filter(
    (word) =>
      (activities.includes(word.activityId) || awards.some((award) => award.activityId === word.activityId && award.memberId === word.memberId)) &&
      word.status !== 'undone' &&
      word.status !== 'reversed',
  )
  const scores = await reverse(scope, turn, undo.id, awards)
  const lost = (word: { activityId: number; memberId: number }): number =>
    awards.reduce((sum, award) => (award.activityId === word.activityId && award.memberId === word.memberId ? sum + award.amount : sum), 0)
  await takeBackJudgements(
    scope,
    turn,
    taken.map((word) => ({ ...word, amount: lost(word) })),
    undo.id,
  )
  const reason: Reason | undefined = newer ? { code: 'stale_undo' } : deeds.length === 0 ? { code: 'nothing_to_undo' } : undefined
  const word = { activityId: undo.id, sourceId: undo.sourceId, kind: qualifiedKind(undo.adapter, undo.kind), status: 'undo' as const, points: 0 }
  await writeJudgements(scope, turn, [
    {
      ...word,
      memberId: taken[0]?.memberId ?? nobody,
      occurredAt: undo.occurredAt,
      explanation: { lines: [], ...(reason && { reason }), of: activities.at(-1) },
    },
  ])
  await updateStanding(scope, {
    timeZone,
    balances: scores.balances,
    scores: scores.changes,
    deeds: taken
      .filter((deed) => deed.status === 'counted' && deed.memberId !== nobody && !deed.shared)
      .map((deed) => ({ ...deed, by: -1, at: deed.occurredAt, subject: undo.undoes, sourceId: undo.sourceId, timeZone: 'UTC' })),
    touched: taken.map((deed) => deed.memberId).filter((member) => member !== nobody),
  })
  await finishInbox(scope, [undo.id], [])
}

async function reverse(scope: Scope, turn: number, by: number, awards: readonly KnownAward[]) {
  const transfers = await transfersOf(
    scope,
    awards.flatMap((award) => award.transfers.map((seq) => ({ memberId: award.memberId, currency: award.currency, seq }))),
  )
  const lines = transfers.map((transfer): Line => ({
    kind: 'reversal',
    memberId: transfer.memberId,
    currency: transfer.currency,
    amount: transfer.amount,
    from: 'member',
    to: 'issued',
    activityId: by,
    rule: transfer.ruleId === null ? null : { id: transfer.ruleId, version: transfer.ruleVersion ?? 1 },
    reverses: transfer.seq,
    effectiveAt: transfer.effectiveAt,
  }))
  const posted = await post(scope, turn, lines)
  await closeAwards(scope, awards)
  await addToCounters(
    scope,
    awards.flatMap((award) => award.windows.map((window) => ({ ruleId: award.ruleId, memberId: award.memberId, window, by: -1 }))),
  )
  const points = lines.filter((line) => line.currency === pointsCurrency)
  return {
    balances: posted.balances.filter((balance) => balance.currency === pointsCurrency),
    changes: points.map((line) => ({ memberId: line.memberId, points: -line.amount, at: line.effectiveAt })),
  }
}
