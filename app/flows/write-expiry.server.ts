import type { Scope } from '#app/db/transaction.server.ts'
import { hubSource, subjectText } from '#app/domain/activities/activities.ts'
import { recordHubActivity } from '#app/domain/activities/commands.server.ts'
import { post } from '#app/domain/ledger/commands.server.ts'
import { type Line, pointsCurrency } from '#app/domain/ledger/ledger.ts'
import { takeTurn } from '#app/domain/programs/commands.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { type Judgement, writeJudgements } from '#app/domain/rules/commands/settling.server.ts'
import { keyedUuid } from '#app/foundation/crypto.server.ts'
import { updateStanding } from './update-standing.server.ts'

/**
 * Part of letting points expire: a line each from the member to what has expired, with an activity behind it. Lifetime points, levels and boards
 * stay as they are. Answers how many lines.
 */
export async function writeExpiry(
  scope: Scope,
  program: Program,
  key: Uint8Array,
  due: readonly { id: number; memberId: number; amount: number }[],
): Promise<number> {
  const lines: Line[] = []
  const words: Judgement[] = []
  for (const { id, memberId, amount } of due) {
    const externalId = `expiry:${id}`
    const title = `${amount.toLocaleString('en-US')} ${program.pointsName} expired`
    const subject = keyedUuid(key, subjectText(hubSource, externalId))
    const activityId = await recordHubActivity(scope, { kind: 'points.expired', externalId, subject, memberId, title, url: '' })
    if (activityId === null) continue
    const shared = { activityId, memberId }
    lines.push({
      ...shared,
      kind: 'expire',
      currency: pointsCurrency,
      amount,
      from: 'member',
      to: 'expired',
      rule: null,
      reverses: null,
      effectiveAt: scope.now,
    })
    const reason = 'They were not spent in time. What you have earned in all, your level and your places on boards stay.'
    const word = { sourceId: hubSource, kind: 'hub:points.expired', status: 'counted' as const, points: 0, occurredAt: scope.now }
    words.push({ ...shared, ...word, explanation: { lines: [], correction: { reason } } })
  }
  if (lines.length === 0) return 0
  const turn = await takeTurn(scope)
  await post(scope, turn, lines)
  await writeJudgements(scope, turn, words)
  await updateStanding(scope, { timeZone: program.timeZone, balances: [], scores: [], deeds: [], touched: lines.map((line) => line.memberId) })
  return lines.length
}
