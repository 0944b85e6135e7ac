import type { Scope } from '#app/db/transaction.server.ts'
import { hubSource } from '#app/domain/activities/activities.ts'
import { post } from '#app/domain/ledger/commands.server.ts'
import { type Line, pointsCurrency } from '#app/domain/ledger/ledger.ts'
import { noteTurn } from '#app/domain/programs/commands.server.ts'
import { addToAwards } from '#app/domain/rules/commands/settling.server.ts'
import { type AwardChange } from '#app/domain/rules/look-back.ts'
import { type KnownAward, pendingOf } from '#app/domain/rules/queries/settling.server.ts'
import { countOnce } from './count-once.server.ts'
import { type LookBack, type PlannedLookBack, planLookBack } from './plan-look-back.server.ts'
import { reverseAwards } from './reverse-awards.server.ts'
import { rewriteWords } from './rewrite-words.server.ts'
import { payGrants } from './settle-deeds.server.ts'
import { sumLifetimes } from './sum-lifetimes.server.ts'
import { updateStanding } from './update-standing.server.ts'

type Change = AwardChange<KnownAward>
type Raise = Extract<Change, { do: 'raise' }>

/**
 * Part of switching a rule on, and of a new version: lets it look back over what is settled. Plans and does it in one transaction, under the settling lock
 * that the caller holds: lines for what is new, for the difference where more is due, and (never when topping up) back where less is.
 */
export async function applyLookBack(scope: Scope, turn: number, timeZone: string, back: LookBack): Promise<PlannedLookBack> {
  const plan = await planLookBack(scope, timeZone, back)
  const lowered = plan.changes.filter((change) => change.do === 'lower')
  const undone = await reverseAwards(
    scope,
    turn,
    null,
    lowered.map((change) => change.held),
  )
  const opened = [...plan.changes.filter((change) => change.do === 'open'), ...lowered].flatMap(({ grant }) =>
    grant ? [withoutWait(grant, scope.now)] : [],
  )
  const paid = await payGrants(scope, turn, opened)
  const raises = plan.changes.filter((change): change is Raise => change.do === 'raise')
  const raised = await raise(scope, turn, raises)
  const deeds = await countOnce(scope, await rewriteWords(scope, turn, back.rule.id, plan.changes, scope.now))
  const scored = (points: number, { grant }: { grant: { recipient: { person: number }; deed: { occurredAt: Date; sourceId: number } } }) => ({
    memberId: grant.recipient.person,
    points,
    at: grant.deed.occurredAt,
    sourceId: grant.deed.sourceId || hubSource,
  })
  const inPoints = back.rule.definition.currency === 'points'
  await updateStanding(scope, {
    timeZone,
    balances: [
      ...new Map(
        [...undone.balances, ...(await sumLifetimes(scope, paid)), ...(await sumLifetimes(scope, raised.balances))].map((one) => [one.memberId, one]),
      ).values(),
    ],
    scores: inPoints
      ? [
          ...undone.scores,
          ...opened.filter((grant) => grant.vests === null && grant.amount > 0).map((grant) => scored(grant.amount, { grant })),
          ...raises.filter((change) => !raised.pending.has(nameOf(change.held))).map((change) => scored(change.to - change.held.amount, change)),
        ]
      : [],
    deeds,
    touched: plan.differences.map((one) => one.person),
  })
  const { from, until, sources, mode, rule } = back
  await noteTurn(scope, turn, 'look_back', { rule: rule.id, version: rule.version, from, until, sources, mode })
  return plan
}

/** What would have vested by now is given at once: the work has stood for that long. */
function withoutWait<Grant extends { vests: number | null; deed: { occurredAt: Date; againAt?: Date } }>(grant: Grant, now: Date): Grant {
  const over = grant.vests !== null && (grant.deed.againAt ?? grant.deed.occurredAt).getTime() + grant.vests * 86_400_000 <= now.getTime()
  return over ? { ...grant, vests: null } : grant
}

function nameOf(award: { subject: string; part: number }): string {
  return `${award.subject}/${award.part}`
}

/** The lines for the differences. What is still pending waits on, with what comes to it. */
async function raise(scope: Scope, turn: number, raises: readonly Raise[]) {
  const pending = raises[0] ? await pendingOf(scope, raises[0].held.ruleId) : new Set<string>()
  const lines = raises.map(({ held, to, grant }): Line => ({
    kind: 'award',
    memberId: held.memberId,
    currency: held.currency || pointsCurrency,
    amount: to - held.amount,
    from: 'issued',
    to: pending.has(nameOf(held)) ? 'pending' : 'member',
    activityId: grant.deed.activityId,
    rule: { id: grant.rule.id, version: grant.rule.version },
    reverses: null,
    effectiveAt: grant.deed.occurredAt,
  }))
  const posted = await post(scope, turn, lines)
  const added = raises.map(({ held, to, grant }, index) => ({ ...held, seq: posted.seqs[index] ?? 0, amount: to, version: grant.rule.version }))
  await addToAwards(scope, added)
  return { balances: posted.balances, pending }
}
