import type { Scope } from '#app/db/transaction.server.ts'
import { hubSource } from '#app/domain/activities/activities.ts'
import { personsOf } from '#app/domain/members/settling.server.ts'
import { writeJudgements } from '#app/domain/rules/commands/settling.server.ts'
import type { RuleLine } from '#app/domain/rules/explanation.ts'
import type { AwardChange } from '#app/domain/rules/look-back.ts'
import { isOwn } from '#app/domain/rules/losses.ts'
import { type KnownAward, judgementsOf } from '#app/domain/rules/queries/settling.server.ts'
import { rewriteWord } from '#app/domain/rules/vesting.ts'
import type { DeedChange } from '#app/domain/standing/standing.ts'

type Change = AwardChange<KnownAward>

/** Part of a look back: what is said of each deed is now what the rule gives for it; the earlier word moves to the past. Answers the deeds that count now and did not, or no longer do. */
export async function rewriteWords(scope: Scope, turn: number, rule: number, changes: readonly Change[], now: Date): Promise<DeedChange[]> {
  const named = new Map(
    [...changes]
      .sort((one, other) => Number(one.line !== null) - Number(other.line !== null))
      .map((change) => [`${change.deed.activityId}/${holderOf(change)}`, change]),
  )
  const known = await judgementsOf(scope, [...new Set(changes.map((change) => change.deed.activityId))])
  const words = new Map(known.map((word) => [`${word.activityId}/${word.memberId}`, word]))
  const rewritten = [...named].map(([name, change]) => {
    const before = words.get(name) ?? null
    const { deed } = change
    const line = change.line && settledLine(change.line, deed.againAt ?? deed.occurredAt, now)
    const after = rewriteWord(before, rule, line, line ? line.role : before?.explanation.lines.find((one) => one.rule === rule)?.role)
    const occurredAt = before?.status === 'counted' ? before.occurredAt : deed.occurredAt
    const base = { activityId: deed.activityId, memberId: holderOf(change), sourceId: deed.sourceId, kind: deed.kind, occurredAt }
    return { before, subject: deed.subject, after: { ...base, ...after, replaces: before !== null } }
  })
  await writeJudgements(
    scope,
    turn,
    rewritten.map(({ after }) => after),
  )
  const persons = await personsOf(
    scope,
    rewritten.map(({ after }) => after.memberId),
  )
  return rewritten.flatMap(({ before, after, subject }): DeedChange[] => {
    const counted = before?.status === 'counted' && isOwn(before)
    const counts = after.status === 'counted' && isOwn(after)
    if (counted === counts || after.sourceId === hubSource) return []
    const who = persons.get(after.memberId)
    const { activityId, kind, occurredAt: at, sourceId } = after
    return [
      { memberId: who?.person ?? after.memberId, kind, by: counts ? 1 : -1, activityId, subject, at, sourceId, timeZone: who?.timeZone ?? 'UTC' },
    ]
  })
}

function holderOf(change: Change): number {
  return change.do === 'open' ? change.grant.recipient.memberId : change.held.memberId
}

/** A line that would have been pending, but whose days are over. */
function settledLine(line: RuleLine, occurredAt: Date, now: Date): RuleLine {
  if (line.vests === undefined || occurredAt.getTime() + line.vests * 86_400_000 > now.getTime()) return line
  return { ...line, vestedAt: now.toISOString(), points: line.currency === undefined ? (line.amount ?? 0) : 0 }
}
