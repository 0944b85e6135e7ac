import type { Scope } from '#app/db/transaction.server.ts'
import { finishInbox, type Waiting } from '#app/domain/activities/commands.server.ts'
import { type Line, pointsCurrency } from '#app/domain/ledger/ledger.ts'
import { post } from '#app/domain/ledger/commands.server.ts'
import { addToCounters, openAwards, writeJudgements } from '#app/domain/rules/commands/settling.server.ts'
import { zonesOf } from '#app/domain/members/settling.server.ts'
import type { Grant } from '#app/domain/rules/judge.ts'
import type { DeedChange } from '#app/domain/standing/standing.ts'
import { judgeDeeds, type Word } from './judge-deeds.server.ts'
import { updateStanding } from './update-standing.server.ts'

/**
 * Settles a run of deeds set by set: who did them, what the rules say, the lines of the book, and the tail. No subject occurs twice in a run.
 * Deeds of unknown people are put aside until someone links the account.
 */
export async function settleDeeds(scope: Scope, turn: number, timeZone: string, deeds: readonly Waiting[]): Promise<void> {
  const { words, grants, unclaimed } = await judgeDeeds(scope, timeZone, deeds)
  const posted = await post(scope, turn, grants.map(lineFor))
  await openAwards(scope, grants, posted.seqs, pointsCurrency)
  await addToCounters(
    scope,
    grants.flatMap(({ rule, recipient, windows }) => windows.map((window) => ({ ruleId: rule.id, memberId: recipient.memberId, window, by: 1 }))),
  )
  await writeJudgements(scope, turn, words)
  await updateStanding(scope, {
    timeZone,
    balances: posted.balances.filter((balance) => balance.currency === pointsCurrency),
    scores: grants.map(({ recipient, points, deed }) => ({ memberId: recipient.memberId, points, at: deed.occurredAt })),
    deeds: await countedDeeds(scope, deeds, words),
    touched: words.map((word) => word.memberId).filter((member) => member !== 0),
  })
  const aside = new Set(unclaimed)
  await finishInbox(
    scope,
    deeds.map((deed) => deed.id).filter((id) => !aside.has(id)),
    unclaimed,
  )
}

/** The own deeds that count, each with its member's zone. */
async function countedDeeds(scope: Scope, deeds: readonly Waiting[], words: readonly Word[]): Promise<DeedChange[]> {
  const own = words.filter((word) => word.status === 'counted' && word.own)
  const zones = await zonesOf(scope, [...new Set(own.map((word) => word.memberId))])
  const subjects = new Map(deeds.map((deed) => [deed.id, deed.subject]))
  return own.map((word) => ({
    memberId: word.memberId,
    kind: word.kind,
    by: 1,
    activityId: word.activityId,
    subject: subjects.get(word.activityId) ?? '',
    at: word.occurredAt,
    sourceId: word.sourceId,
    timeZone: zones.get(word.memberId) ?? 'UTC',
  }))
}

function lineFor({ rule, deed, recipient, points }: Grant): Line {
  return {
    kind: 'award',
    memberId: recipient.memberId,
    currency: pointsCurrency,
    amount: points,
    from: 'issued',
    to: 'member',
    activityId: deed.activityId,
    rule: { id: rule.id, version: rule.version },
    reverses: null,
    effectiveAt: deed.occurredAt,
  }
}
