import type { Scope } from '#app/db/transaction.server.ts'
import { hubSource } from '#app/domain/activities/activities.ts'
import { finishInbox, noteWaitingShares, type Waiting } from '#app/domain/activities/commands.server.ts'
import { post } from '#app/domain/ledger/commands.server.ts'
import { type Line, pointsCurrency } from '#app/domain/ledger/ledger.ts'
import { currenciesIn } from '#app/domain/ledger/settling.server.ts'
import type { Owner } from '#app/domain/members/settling.server.ts'
import { countGrants, openAwards, startVestings, writeJudgements } from '#app/domain/rules/commands/settling.server.ts'
import type { Grant, RuleInForce } from '#app/domain/rules/judge.ts'
import { isMet } from '#app/domain/rules/losses.ts'
import { countOnce } from './count-once.server.ts'
import { giveEffects } from './give-effects.server.ts'
import { judgeDeeds } from './judge-deeds.server.ts'
import type { Asked } from './read-traits.server.ts'
import { sumLifetimes } from './sum-lifetimes.server.ts'
import { updateStanding } from './update-standing.server.ts'

/**
 * Settles a run of deeds set by set: who did them, what the rules say, the lines of the book, and the tail. No subject occurs twice in a run.
 * Deeds of unknown people are put aside until someone links the account. Answers what a replay must be told, and takes what one was told.
 */
export async function settleDeeds(
  scope: Scope,
  turn: number,
  timeZone: string,
  deeds: readonly Waiting[],
  rules: readonly RuleInForce[],
  told?: Asked | null,
): Promise<{ owners: ReadonlyMap<string, Owner>; asked: Asked | null }> {
  const { words, grants, unclaimed, waitingShares, owners, asked } = await judgeDeeds(scope, timeZone, deeds, rules, told)
  const aside = new Set(unclaimed)
  const settled = deeds.map((deed) => deed.id).filter((id) => !aside.has(id))
  const [balances] = await Promise.all([
    payGrants(scope, turn, grants),
    writeJudgements(scope, turn, words),
    noteWaitingShares(scope, waitingShares),
    finishInbox(scope, settled, unclaimed),
  ])
  const versioned = new Set(deeds.filter((deed) => deed.version !== '').map((deed) => deed.id))
  const personOf = new Map(grants.map(({ recipient }) => [recipient.memberId, recipient.person]))
  await updateStanding(scope, {
    timeZone,
    balances: await sumLifetimes(scope, balances, personOf),
    scores: grants
      .filter((grant) => grant.amount > 0 && grant.vests === null && grant.rule.currency === 'points')
      .map(({ recipient, amount, deed }) => ({ memberId: recipient.person, points: amount, at: deed.occurredAt, sourceId: deed.sourceId })),
    deeds: await countOnce(
      scope,
      words
        .filter((word) => word.fresh && word.sourceId !== hubSource)
        .map((word) => ({ ...word, memberId: word.person, by: 1 as const, at: word.occurredAt })),
      (word) => versioned.has(word.activityId) || isMet(word),
    ),
    touched: [...words.map((word) => word.person), ...personOf.values()].filter((member) => member !== 0),
  })
  return { owners, asked }
}

/** Part of settling and of looking back: writes the lines, opens the awards, starts what vests, counts, and gives what is not points. Answers the touched balances. */
export async function payGrants(scope: Scope, turn: number, grants: readonly Grant[]) {
  const currencies = grants.some((grant) => grant.rule.currency !== 'points') ? await currenciesIn(scope) : null
  const currencyOf = ({ rule }: Grant): number => currencies?.get(rule.currency) ?? pointsCurrency
  const paying = grants.filter((grant) => grant.amount > 0)
  const lines = paying.map((grant) => lineFor(grant, currencyOf(grant)))
  const [posted] = await Promise.all([post(scope, turn, lines), countGrants(scope, grants)])
  const seqs = new Map(paying.map((grant, index) => [grant, posted.seqs[index] ?? 0]))
  await openAwards(
    scope,
    grants.map((grant) => ({ grant, currency: currencyOf(grant), seq: seqs.get(grant) ?? null })),
  )
  await startVestings(
    scope,
    paying.flatMap((grant) =>
      grant.vests === null ? [] : [{ ruleId: grant.rule.id, subject: grant.subject, part: grant.part, dueAt: dueAt(grant, grant.vests) }],
    ),
  )
  await giveEffects(scope, grants)
  return posted.balances
}

/** Counted from the deed (the last time it was done), so that what arrives late does not wait longer than what came in time. */
function dueAt({ deed }: Grant, days: number): Date {
  return new Date((deed.againAt ?? deed.occurredAt).getTime() + days * 86_400_000)
}

function lineFor({ rule, deed, recipient, amount, vests }: Grant, currency: number): Line {
  return {
    kind: 'award',
    memberId: recipient.memberId,
    currency,
    amount,
    from: 'issued',
    to: vests === null ? 'member' : 'pending',
    activityId: deed.activityId,
    rule: { id: rule.id, version: rule.version },
    reverses: null,
    effectiveAt: deed.occurredAt,
  }
}
