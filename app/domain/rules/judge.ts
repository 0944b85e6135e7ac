import { periodStart } from '#app/foundation/calendar.ts'
import { type Boost, evaluate } from './evaluate.ts'
import type { Explanation, FactValue, Reason, RuleLine, Status } from './explanation.ts'
import { countName, countersFor, limitsUsed, nthPart, sinceLast, type WindowUse } from './counting.ts'
import { type Condition, type Effect, type RuleAtVersion, testsOf } from './rules.ts'

/** A version of a rule and when it was live: it judges what was received within [startsAt, endsAt). */
export type RuleInForce = RuleAtVersion & { startsAt: Date; endsAt: Date | null }

/** A deed as rules see it. `kind` is qualified by the adapter. */
export type Deed = {
  activityId: number
  /** The channel's id; 0 is the hub itself. */
  sourceId: number
  subject: string
  kind: string
  channel: string
  actorHandle: string | null
  /** When it was done and counts for: the first time, where the same account did it before, took it back, and did it again. */
  occurredAt: Date
  /** When it was done the last time, where that was not the first: what is pending waits from then on. */
  againAt?: Date
  receivedAt: Date
  facts: Readonly<Record<string, FactValue>>
  /** Names the object, and the person on the other side, in counts: hashes, or null where there is none. */
  objectKey: string
  pairKey: string | null
}

/**
 * Who a rule may pay for a deed. `memberId` holds the line; `person` is who it is counted for (they differ once members are merged). The subject is
 * the deed's own for the actor and for those it names, and the participant's own deed for a participant.
 */
export type Recipient = {
  memberId: number
  person: number
  subject: string
  role: 'actor' | 'participant' | 'named'
  part?: number
  facts?: Readonly<Record<string, FactValue>>
}

export type KnownCount = { count: number; lastAt: Date | null }

/** What settling knows of earlier awards; changed as the batch goes on, so that the next deed sees the one before it. */
export type Memory = {
  timeZone: string
  /** Open awards by `rule/subject/part`, with the activity that holds them; `null` for one that was closed. Those of people who are named by `heldBy` too. */
  awards: Map<string, { activityId: number; part?: number } | null>
  /** Counts by `rule/member/window`; member 0 for objects and the whole program. */
  counters: Map<string, KnownCount>
  /** Who already has a share of which rule in which activity: `rule@activity/person`. */
  shares: Set<string>
  /** The rules whose awards count in their members' `ever` although this version does not look at it. */
  ever?: ReadonlySet<number>
  /** A stable UUID for what has no activity of its own: a person's tenth, a threshold of a piece of work. */
  derive(text: string): string
}

/** An award to write under (rule, subject, part): so much of a currency, at once or pending; amount 0 marks what only counted. */
export type Grant = {
  rule: RuleAtVersion
  deed: Deed
  recipient: Recipient
  subject: string
  part: number
  amount: number
  /** Days that it stays pending; null for at once. */
  vests: number | null
  windows: readonly WindowUse[]
  also: readonly Effect[]
}

/** Parts of one subject: the deed itself, a person's Nth, a threshold, then shares from 10, what counts a share for an actor who has none, and others named from 30. */
export const parts = { own: 0, nth: nthPart, reach: 2, share: 10, shareMark: 29, named: 30 } as const

/** The versions that were live when the deed was received, oldest rule first. */
function rulesFor(rules: readonly RuleInForce[], receivedAt: Date): RuleInForce[] {
  return rules.filter((rule) => rule.startsAt <= receivedAt && (rule.endsAt === null || receivedAt < rule.endsAt))
}

const byKind = new WeakMap<readonly RuleInForce[], Map<string, RuleInForce[]>>()

/** The versions that were live when a deed was received and look at its kind, multipliers included, oldest rule first. */
export function rulesOn(rules: readonly RuleInForce[], deed: Pick<Deed, 'kind' | 'receivedAt'>): RuleInForce[] {
  const kinds = byKind.get(rules) ?? new Map<string, RuleInForce[]>()
  byKind.set(rules, kinds)
  let looking = kinds.get(deed.kind)
  if (!looking) kinds.set(deed.kind, (looking = rules.filter((rule) => looksAt(rule, deed.kind))))
  return rulesFor(looking, deed.receivedAt)
}

/** True if a rule looks at this kind of deed. */
function looksAt(rule: RuleAtVersion, kind: string): boolean {
  return rule.kinds.includes(kind) || rule.kinds.includes('*')
}

/** How `Memory.shares` names a person's share. */
export function shareName(rule: number, activityId: number, person: number): string {
  return `${rule}@${activityId}/${person}`
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const timeFacts = new WeakMap<Condition, boolean>()

function asksTime(rule: RuleAtVersion): boolean {
  let asks = timeFacts.get(rule.condition)
  if (asks === undefined) {
    asks = testsOf(rule.condition).some((test) => test.fact.startsWith('time.'))
    timeFacts.set(rule.condition, asks)
  }
  return asks
}

/** Day of the week, date and hour of a moment in the program's zone, as facts. */
function timeOf(at: Date, timeZone: string): Record<string, FactValue> {
  const date = periodStart('day', at, timeZone)
  const weekday = weekdays[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7] ?? ''
  const hour = Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: 'numeric', hourCycle: 'h23' }).format(at))
  return { 'time.date': date, 'time.weekday': weekday, 'time.hour': hour }
}

/** Everything a rule may ask about a deed and who it would pay. */
export function factsFor(rule: RuleAtVersion, deed: Deed, recipient: Recipient, timeZone: string): Readonly<Record<string, FactValue>> {
  // All rules ask for the facts of one deed, one after the other.
  if (latest?.deed !== deed || latest.recipient !== recipient)
    latest = { deed, recipient, facts: { ...deed.facts, channel: deed.channel, actor: deed.actorHandle ?? '', ...recipient.facts } }
  return asksTime(rule) ? { ...latest.facts, ...timeOf(deed.occurredAt, timeZone) } : latest.facts
}
let latest: { deed: Deed; recipient: Recipient; facts: Readonly<Record<string, FactValue>> } | undefined

/** The multipliers among the rules on a deed that hold for it, in a currency. They are asked for their condition and schedule alone. */
export function boostsFor(rules: readonly RuleInForce[], deed: Deed, recipient: Recipient, currency: string, timeZone: string): Boost[] {
  const multipliers = rules.filter((rule) => rule.factor !== undefined && rule.currency === currency)
  if (multipliers.length === 0) return none
  return multipliers.flatMap((rule) => {
    if (rule.factor === undefined) return []
    const when = { occurredAt: deed.occurredAt, receivedAt: deed.receivedAt }
    const line = evaluate({ ...rule, ...onlyFactor }, { facts: factsFor(rule, deed, recipient, timeZone), used: {}, ...when })
    return line.outcome === 'paid' ? [{ rule: rule.id, version: rule.version, title: rule.title, factor: rule.factor }] : []
  })
}
const none: Boost[] = []
const onlyFactor = {
  points: 1,
  limits: [],
  also: [],
  vesting: undefined,
  counts: undefined,
  reach: undefined,
  byValue: undefined,
  perUnit: undefined,
}

export type Judged = { line: RuleLine; grants: Grant[] }

/** One rule on one deed for one recipient: the line, and the awards when it pays. Notes what it gave in `memory` (not if `aside`). Null if this very deed holds it already. */
export function judgeOne(
  rule: RuleAtVersion,
  deed: Deed,
  recipient: Recipient,
  memory: Memory,
  around: { boosts?: readonly Boost[]; self?: string | null; aside?: boolean } = {},
): Judged | null {
  const part = recipient.part ?? parts.own
  const open = memory.awards.get(`${rule.id}/${recipient.subject}/${part}`)
  if (open?.activityId === deed.activityId) return null
  const line: RuleLine = {
    ...evaluate(rule, {
      facts: factsFor(rule, deed, recipient, memory.timeZone),
      used: limitsUsed(rule, deed, recipient.person, memory.timeZone, memory.counters),
      occurredAt: deed.occurredAt,
      receivedAt: deed.receivedAt,
      sinceLast: sinceLast(rule, deed, recipient.person, memory.counters),
      boosts: around.boosts ?? [],
      self: around.self ?? null,
      reached: rule.reach?.thresholds.filter((threshold) =>
        memory.awards.get(`${rule.id}/${memory.derive(reachText(rule, deed, threshold))}/${parts.reach}`),
      ),
    }),
    ...(recipient.role !== 'actor' && { role: recipient.role }),
  }
  const nothing = { outcome: 'refused' as const, points: 0, amount: 0, factors: [], vests: undefined, also: undefined }
  if (open) return { line: { ...line, ...nothing, reason: { code: 'already_counted', activity: open.activityId } }, grants: [] }
  const matched = line.reason?.code === 'progress'
  if (line.outcome === 'refused' && !matched) return { line, grants: [] }
  const windows = countersFor(rule, deed, recipient.person, memory.timeZone, memory.ever?.has(rule.id))
  const grants = grantsFor(rule, deed, { ...recipient, part }, line, memory, windows)
  if (around.aside) return { line, grants }
  for (const grant of grants) noteGrant(grant, memory)
  memory.shares.add(shareName(rule.id, deed.activityId, recipient.person))
  return { line, grants }
}

function reachText(rule: RuleAtVersion, deed: Deed, threshold: number): string {
  return `reach/${rule.id}/${deed.objectKey}/${threshold}`
}

function grantsFor(
  rule: RuleAtVersion,
  deed: Deed,
  recipient: Recipient & { part: number },
  line: RuleLine,
  memory: Memory,
  windows: readonly WindowUse[],
): Grant[] {
  const amount = line.amount ?? 0
  const { subject, part } = recipient
  const base: Grant = { rule, deed, recipient, subject, part, amount, vests: line.vests ?? null, windows, also: line.also ?? [] }
  if (rule.reach) {
    const marks = line.reached ?? []
    return marks.map((threshold, index) => ({
      ...base,
      subject: memory.derive(reachText(rule, deed, threshold)),
      part: parts.reach,
      amount: portion(
        amount,
        marks.map(() => 1),
        index,
      ),
      also: index === 0 ? base.also : [],
      windows: index === 0 ? windows : windows.filter((use) => use.window === 'ever' || use.by === 'amount'),
    }))
  }
  if (!rule.counts) return [base]
  const mark: Grant = { ...base, amount: 0, vests: null }
  if (line.outcome === 'refused') return [{ ...mark, also: [] }]
  const count = line.factors.find((factor) => factor.code === 'nth')?.count ?? 0
  return [
    mark,
    {
      ...base,
      subject: memory.derive(nthText(rule.id, recipient.person, count)),
      part: parts.nth,
      windows: [{ member: 0, window: `n:${count}`, by: 0 }, ...windows.filter((use) => use.by === 'amount')],
      also: [],
    },
  ]
}

/** What the award for a person's Nth is kept under. */
export function nthText(rule: number, person: number, count: number): string {
  return `nth/${rule}/${person}/${count}`
}

/** One part of a whole amount by weights, so that all parts add up to it: earlier parts get what is left over. */
export function portion(amount: number, weights: readonly number[], index: number): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const floors = weights.map((weight) => Math.floor((amount * weight) / total))
  const left = amount - floors.reduce((sum, one) => sum + one, 0)
  return (floors[index] ?? 0) + (index < left ? 1 : 0)
}

/** Notes an award in what settling knows, so that the next deed sees it. */
export function noteGrant(grant: Grant, memory: Memory): void {
  memory.awards.set(`${grant.rule.id}/${grant.subject}/${grant.part}`, { activityId: grant.deed.activityId })
  for (const { member, window, by } of grant.windows) {
    const key = countName(grant.rule.id, { member, window })
    const known = memory.counters.get(key)
    const lastAt = known?.lastAt && known.lastAt > grant.deed.occurredAt ? known.lastAt : grant.deed.occurredAt
    memory.counters.set(key, { count: (known?.count ?? 0) + (by === 'amount' ? grant.amount : by), lastAt })
  }
}

/** The word on a deed from the lines of its rules: counted if one paid, pending if what was given waits, otherwise the first thing that failed. */
export function wordFrom(lines: readonly RuleLine[]): { status: Status; points: number; explanation: Explanation } {
  const points = lines.reduce((sum, line) => sum + line.points, 0)
  const paid = lines.filter((line) => line.outcome === 'paid')
  if (paid.length > 0) {
    const waits = paid.every((line) => line.vests !== undefined && !line.vestedAt)
    return { status: waits ? 'pending' : 'counted', points, explanation: { lines: [...lines] } }
  }
  const reason: Reason = lines.find((line) => line.reason)?.reason ?? { code: 'no_rule' }
  return { status: 'nothing', points: 0, explanation: { lines: [...lines], reason } }
}

type Said = { status: Status; points: number; explanation: Explanation }

/**
 * A later word joined to the one before: what counted stays and the new lines come to it, a refusal makes way for a newer word of the same rule. What was
 * taken back meanwhile is no part of it any more.
 */
export function joinWords(before: Said | null, lines: readonly RuleLine[], bar: Reason | undefined): Said {
  if (bar) {
    if (before && (before.status === 'counted' || before.status === 'pending')) return before
    return { status: bar.code === 'undone' ? 'undone' : 'nothing', points: 0, explanation: { lines: [], reason: bar } }
  }
  const stands = before !== null && before.status !== 'reversed' && before.status !== 'undone'
  const kept = stands
    ? before.explanation.lines.filter(
        (line) => line.outcome === 'paid' || !lines.some((fresh) => fresh.rule === line.rule && fresh.role === line.role),
      )
    : []
  const said = wordFrom([...kept, ...lines])
  const points = (stands ? before.points : 0) + lines.reduce((sum, line) => sum + line.points, 0)
  const { by, correction } = stands ? before.explanation : {}
  return { ...said, points, explanation: { ...said.explanation, ...(by !== undefined && { by }), ...(correction && { correction }) } }
}
