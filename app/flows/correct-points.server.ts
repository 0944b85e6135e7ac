import { type Actor, inTransaction, lockSettling } from '#app/db/transaction.server.ts'
import { hubSource, subjectText } from '#app/domain/activities/activities.ts'
import { recordHubActivity } from '#app/domain/activities/commands.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { noteCorrection, post } from '#app/domain/ledger/commands.server.ts'
import { type Line, pointsCurrency } from '#app/domain/ledger/ledger.ts'
import { canBeCorrected } from '#app/domain/members/queries/manage.server.ts'
import { takeTurn } from '#app/domain/programs/commands.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { programKey } from '#app/domain/programs/queries.server.ts'
import { writeJudgements } from '#app/domain/rules/commands/settling.server.ts'
import { keyedUuid } from '#app/foundation/crypto.server.ts'
import { type Refused, Refusal, orRefused } from '#app/foundation/outcome.ts'
import { updateStanding } from './update-standing.server.ts'

/** Points to give (above zero) or take (below), why, and the key under which it happens once. */
export type CorrectionOrder = { memberId: number; amount: number; reason: string; key: string }

export type Corrected = { kind: 'corrected'; activityId: number; lifetime: number; spendable: number } | { kind: 'done_before' }

/**
 * A manager gives or takes points, with a reason that the member reads. A new line in the book that names both; nothing earlier is edited.
 * The same key again writes nothing. Nobody corrects their own points.
 */
export async function correctPoints(
  order: CorrectionOrder,
  by: Actor,
  program: Program,
): Promise<Corrected | Refused<'own_points' | 'not_found' | 'too_few_points'>> {
  const subject = keyedUuid(await programKey(program.id), subjectText(hubSource, `correction:${order.key}`))
  const known = await canBeCorrected(program.id, order.memberId)
  return orRefused(
    () =>
      inTransaction(by, async (scope): Promise<Corrected> => {
        const { memberId, amount, reason, key } = order
        if (by.by === memberId) throw new Refusal('own_points', 'Nobody can correct their own points. Ask another manager. Nothing was changed.')
        if (!known) throw new Refusal('not_found', 'There is no such member any more. Nothing was changed.')
        await lockSettling(scope)
        const fact = {
          kind: 'correction',
          externalId: `correction:${key}`,
          subject,
          memberId,
          title: amount > 0 ? 'Points given by hand' : 'Points taken by hand',
          url: '',
        }
        const activityId = await recordHubActivity(scope, fact)
        if (activityId === null) return { kind: 'done_before' }
        const turn = await takeTurn(scope)
        const posted = await post(scope, turn, [lineOf(order, activityId, scope.now)])
        await noteCorrection(scope, { key, memberId, amount, currency: pointsCurrency, reason, activityId })
        const word = {
          activityId,
          memberId,
          sourceId: hubSource,
          kind: 'hub:correction',
          status: 'counted' as const,
          points: amount,
          occurredAt: scope.now,
        }
        await writeJudgements(scope, turn, [{ ...word, explanation: { lines: [], correction: { reason } } }])
        const scores = [{ memberId, points: amount, at: scope.now }]
        await updateStanding(scope, { timeZone: program.timeZone, balances: posted.balances, scores, tallies: [] })
        await record(scope, { action: 'points.corrected', objectKind: 'member', objectId: memberId, after: { amount, activityId }, reason })
        const [balance] = posted.balances
        return { kind: 'corrected', activityId, lifetime: balance?.lifetime ?? 0, spendable: balance?.spendable ?? 0 }
      }),
    'own_points',
    'not_found',
    'too_few_points',
  )
}

function lineOf(order: CorrectionOrder, activityId: number, at: Date): Line {
  const given = order.amount > 0
  const shared = { kind: 'correction' as const, memberId: order.memberId, currency: pointsCurrency, amount: Math.abs(order.amount), activityId }
  const sides = given ? ({ from: 'adjusted', to: 'member' } as const) : ({ from: 'member', to: 'adjusted' } as const)
  return { ...shared, ...sides, rule: null, reverses: null, effectiveAt: at }
}
