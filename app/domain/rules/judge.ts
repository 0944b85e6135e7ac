import { periodStart } from '#app/foundation/calendar.ts'
import { evaluate } from './evaluate.ts'
import type { Explanation, FactValue, Reason, RuleLine, Status } from './explanation.ts'
import { type LimitWindow, type RuleAtVersion, limitWindows } from './rules.ts'

/** A version of a rule and when it was live: it judges what was received within [startsAt, endsAt). */
export type RuleInForce = RuleAtVersion & { startsAt: Date; endsAt: Date | null }

/** A deed as rules see it. `kind` is qualified by the adapter. */
export type Deed = {
  activityId: number
  subject: string
  kind: string
  channel: string
  actorHandle: string | null
  occurredAt: Date
  receivedAt: Date
  facts: Readonly<Record<string, FactValue>>
}

/** Who a rule may pay for a deed: the actor by the deed's own subject, a participant by the subject of what they did. */
export type Recipient = { memberId: number; subject: string; role: 'actor' | 'participant' }

/** What settling knows of earlier awards; changed as the batch goes on, so that the next deed sees the one before it. */
export type Memory = {
  timeZone: string
  /** Open awards by `rule/subject`, with the activity that holds them; `null` for one that was closed. */
  awards: Map<string, { activityId: number } | null>
  /** Paid counts by `rule/member/window`. */
  counters: Map<string, number>
  /** Who already has a share of which rule in which activity: `rule@activity/member`. */
  shares: Set<string>
}

/** An award to write: one line of the book, under (rule, subject). */
export type Grant = { rule: RuleAtVersion; deed: Deed; recipient: Recipient; points: number; windows: string[] }

/** The windows of a rule's limits that a moment falls in, as `rule_counter` names them; `ever` always. */
export function windowsAt(at: Date, timeZone: string): Record<LimitWindow, string> {
  const named = (window: 'day' | 'week' | 'month'): string => `${window}:${periodStart(window, at, timeZone)}`
  return { day: named('day'), week: named('week'), month: named('month'), ever: 'ever' }
}

/** The versions that were live when the deed was received, oldest rule first. */
export function rulesFor(rules: readonly RuleInForce[], receivedAt: Date): RuleInForce[] {
  return rules.filter((rule) => rule.startsAt <= receivedAt && (rule.endsAt === null || receivedAt < rule.endsAt))
}

/** How `Memory.shares` names a member's share. */
export function shareName(rule: number, activityId: number, memberId: number): string {
  return `${rule}@${activityId}/${memberId}`
}

/** One rule on one deed for one recipient: the line, and the grant when it pays. Notes what it paid in `memory`. */
export function judgeOne(rule: RuleAtVersion, deed: Deed, recipient: Recipient, memory: Memory): { line: RuleLine; grant?: Grant } {
  const key = `${rule.id}/${recipient.subject}`
  const windows = windowsAt(deed.occurredAt, memory.timeZone)
  const counterKey = (window: LimitWindow): string => `${rule.id}/${recipient.memberId}/${windows[window]}`
  const used = Object.fromEntries(Object.keys(limitWindows).map((window) => [window, memory.counters.get(counterKey(window as LimitWindow)) ?? 0]))
  const facts = { ...deed.facts, channel: deed.channel, actor: deed.actorHandle ?? '' }
  const line = {
    ...evaluate(rule, { facts, used: used as Record<LimitWindow, number> }),
    ...(recipient.role === 'participant' && { role: recipient.role }),
  }
  const open = memory.awards.get(key)
  if (open) return { line: { ...line, outcome: 'refused', points: 0, factors: [], reason: { code: 'already_counted', activity: open.activityId } } }
  if (line.outcome === 'refused') return { line }
  const counted = [...new Set<LimitWindow>(['ever', ...rule.limits.map((limit) => limit.window)])]
  for (const window of counted) memory.counters.set(counterKey(window), (memory.counters.get(counterKey(window)) ?? 0) + 1)
  memory.awards.set(key, { activityId: deed.activityId })
  memory.shares.add(shareName(rule.id, deed.activityId, recipient.memberId))
  return { line, grant: { rule, deed, recipient, points: line.points, windows: counted.map((window) => windows[window]) } }
}

/** The word on a deed from the lines of its rules: counted if one paid, otherwise the first thing that failed. */
export function wordFrom(lines: readonly RuleLine[]): { status: Status; points: number; explanation: Explanation } {
  const points = lines.reduce((sum, line) => sum + line.points, 0)
  if (points > 0) return { status: 'counted', points, explanation: { lines: [...lines] } }
  const reason: Reason = lines.find((line) => line.reason)?.reason ?? { code: 'no_rule' }
  return { status: 'nothing', points: 0, explanation: { lines: [...lines], reason } }
}
