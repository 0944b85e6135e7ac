import { type Actor, inTransaction, lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { hubSource, subjectText } from '#app/domain/activities/activities.ts'
import { recordHubActivity } from '#app/domain/activities/commands.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { noteCorrection, post } from '#app/domain/ledger/commands.server.ts'
import { type Line, pointsCurrency, spread } from '#app/domain/ledger/ledger.ts'
import { currencyOf, lifetimesOf, spendableOf } from '#app/domain/ledger/settling.server.ts'
import { canBeCorrected } from '#app/domain/members/queries/manage.server.ts'
import { holdersIn } from '#app/domain/members/settling.server.ts'
import { takeTurn } from '#app/domain/programs/commands.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { programKey } from '#app/domain/programs/queries.server.ts'
import { writeJudgements } from '#app/domain/rules/commands/settling.server.ts'
import { keyedUuid } from '#app/foundation/crypto.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { updateStanding } from './update-standing.server.ts'

/** Points to give (above zero) or take (below), why, and the key under which it happens once; in a currency other than points if it is named. */
export type CorrectionOrder = { memberId: number; amount: number; reason: string; key: string; currency?: number }

export type Corrected = { kind: 'corrected'; activityId: number; lifetime: number; spendable: number } | { kind: 'done_before' }

/**
 * A manager gives or takes points, with a reason that the member reads. A new line in the book that names both; nothing earlier is edited.
 * The same key again writes nothing. Nobody corrects their own points. What is taken comes from all accounts of a person, their own first.
 */
export async function correctPoints(
  order: CorrectionOrder,
  by: Actor,
  program: Program,
): Promise<Corrected | Refused<'own_points' | 'not_found' | 'too_few_points' | 'no_currency'>> {
  const subject = keyedUuid(await programKey(program.id), subjectText(hubSource, `correction:${order.key}`))
  const known = await canBeCorrected(program.id, order.memberId)
  return orRefused(
    () =>
      inTransaction(by, async (scope): Promise<Corrected> => {
        if (by.by === order.memberId)
          throw new Refusal('own_points', 'Nobody can correct their own points. Ask another manager. Nothing was changed.')
        if (!known) throw new Refusal('not_found', 'There is no such member any more. Nothing was changed.')
        await lockSettling(scope)
        return write(scope, program, order, subject)
      }),
    'own_points',
    'not_found',
    'too_few_points',
    'no_currency',
  )
}

async function write(scope: Scope, program: Program, order: CorrectionOrder, subject: string): Promise<Corrected> {
  const { memberId, amount, reason, key } = order
  const currency = await currencyOf(scope, order.currency ?? pointsCurrency)
  if (!currency) throw new Refusal('no_currency', 'There is no such currency. Nothing was changed.')
  const inPoints = currency.id === pointsCurrency
  const what = inPoints ? 'Points' : `${Math.abs(amount).toLocaleString('en-US')} ${currency.name}`
  const title = `${what} ${amount > 0 ? 'given' : 'taken'} by hand`
  const activityId = await recordHubActivity(scope, { kind: 'correction', externalId: `correction:${key}`, subject, memberId, title, url: '' })
  if (activityId === null) return { kind: 'done_before' }
  const holders = await holdersIn(scope, memberId)
  const parts = spread(amount, holders, await spendableOf(scope, currency.id, holders))
  const turn = await takeTurn(scope)
  const posted = await post(
    scope,
    turn,
    parts.map((part) => lineOf(part, currency.id, activityId, scope.now)),
  )
  await noteCorrection(scope, { key, memberId, amount, currency: currency.id, reason, activityId })
  const word = { activityId, sourceId: hubSource, kind: 'hub:correction', status: 'counted' as const, occurredAt: scope.now }
  const explanation = { lines: [], correction: { reason } }
  await writeJudgements(
    scope,
    turn,
    parts.map((part) => ({ ...word, memberId: part.holder, points: inPoints ? part.amount : 0, explanation })),
  )
  const lifetime = (await lifetimesOf(scope, [memberId])).get(memberId) ?? 0
  await updateStanding(scope, {
    timeZone: program.timeZone,
    balances: inPoints ? [{ memberId, lifetime }] : [],
    scores: inPoints ? [{ memberId, points: amount, at: scope.now, sourceId: hubSource }] : [],
    deeds: [],
    touched: [memberId],
  })
  const after = { amount, activityId, ...(inPoints ? {} : { currency: currency.slug }) }
  await record(scope, { action: 'points.corrected', objectKind: 'member', objectId: memberId, after, reason })
  const [balance] = posted.balances
  return { kind: 'corrected', activityId, lifetime: balance?.lifetime ?? 0, spendable: balance?.spendable ?? 0 }
}

function lineOf({ holder, amount }: { holder: number; amount: number }, currency: number, activityId: number, at: Date): Line {
  const sides = amount > 0 ? ({ from: 'adjusted', to: 'member' } as const) : ({ from: 'member', to: 'adjusted' } as const)
  const shared = { kind: 'correction' as const, memberId: holder, currency, amount: Math.abs(amount), activityId }
  return { ...shared, ...sides, rule: null, reverses: null, effectiveAt: at }
}
