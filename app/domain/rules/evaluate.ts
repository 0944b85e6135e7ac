import { type Asked, compileCondition } from './conditions.ts'
import type { FactValue, Factor, LimitLine, Reason, RuleLine, TestLine } from './explanation.ts'
import { type Condition, type RuleAtVersion, type RuleDefinition, limitName } from './rules.ts'

/** A multiplier that holds for the same activity. */
export type Boost = { rule: number; version: number; title: string; factor: number }

/** What a rule may look at. Everything but facts and counts may be left out where it does not matter. */
export type Subject = {
  facts: Readonly<Record<string, FactValue>>
  /** What was used up before, by `limitName`; `ever` is how often this rule has matched for this member. */
  used: Readonly<Record<string, number>>
  occurredAt?: Date
  receivedAt?: Date
  /** Minutes since the last one that paid within the scope of the cooldown; null if there was none. */
  sinceLast?: number | null
  boosts?: readonly Boost[]
  /** The role by which the actor judges their own work, null if none. */
  self?: string | null
  /** Which thresholds of this piece of work were paid before. */
  reached?: readonly number[]
}

const conditions = new WeakMap<Condition, Asked>()

/** The condition of a rule, made ready once. */
export function conditionOf(rule: RuleDefinition): Asked {
  let asked = conditions.get(rule.condition)
  if (!asked) {
    asked = compileCondition(rule.condition)
    conditions.set(rule.condition, asked)
  }
  return asked
}

/**
 * One rule's word on one activity: paid with its factors, or refused with the first thing that failed. Pure: the same input gives the same
 * words for ever, which is what replay and "why?" rest on. The order: condition, own work, schedule, cooldown, limits, amount.
 */
export function evaluate(rule: RuleAtVersion, subject: Subject): RuleLine {
  const tests: TestLine[] = []
  const outcome = conditionOf(rule)(subject.facts, tests)
  const limits = limitLines(
    rule,
    rule.limits.map((limit) => subject.used[limitName(limit)] ?? 0),
  )
  const line: RuleLine = {
    rule: rule.id,
    version: rule.version,
    title: rule.title,
    outcome: 'refused',
    points: 0,
    amount: 0,
    tests,
    factors: [],
    limits,
    ...(rule.currency !== 'points' && { currency: rule.currency }),
  }
  const reason = outcome.passed ? hindrance(rule, subject, limits) : outcome.reason
  if (reason) return { ...line, reason }
  return paid(rule, subject, line, limits)
}

/** The limits of a rule with what was used up of each, in their order. */
export function limitLines(rule: RuleDefinition, used: readonly number[]): LimitLine[] {
  return rule.limits.map(({ window, per, of, count }, index) => ({
    window,
    used: used[index] ?? 0,
    max: count,
    ...(per && { per }),
    ...(of && { of }),
  }))
}

/** The first thing beside the condition that keeps a rule from paying, if any. */
function hindrance(rule: RuleAtVersion, subject: Subject, limits: readonly LimitLine[]): Reason | undefined {
  if (subject.self && !rule.ownWork) return { code: 'self', role: subject.self }
  const late = outOfSchedule(rule, subject)
  if (late) return late
  const { cooldown } = rule
  if (cooldown && subject.sinceLast !== undefined && subject.sinceLast !== null && subject.sinceLast < cooldown.minutes)
    return { code: 'cooldown', minutes: cooldown.minutes, per: cooldown.per }
  const full = limits.find((limit) => limit.used >= limit.max)
  return full && { code: 'limit', window: full.window, max: full.max, ...(full.per && { per: full.per }), ...(full.of && { of: full.of }) }
}

function outOfSchedule({ schedule }: RuleAtVersion, { occurredAt, receivedAt }: Subject): Reason | undefined {
  if (!schedule || !occurredAt) return undefined
  if (schedule.from && occurredAt < new Date(schedule.from)) return { code: 'schedule', side: 'before', at: schedule.from }
  if (!schedule.until) return undefined
  const until = new Date(schedule.until)
  if (occurredAt >= until) return { code: 'schedule', side: 'after', at: schedule.until }
  return !schedule.late && receivedAt && receivedAt >= until ? { code: 'schedule', side: 'late', at: schedule.until } : undefined
}

type Amount = { factors: Factor[]; amount: number; reached?: number[] } | { reason: Reason }

function paid(rule: RuleAtVersion, subject: Subject, line: RuleLine, limits: readonly LimitLine[]): RuleLine {
  const made = amountOf(rule, subject)
  if ('reason' in made) return { ...line, reason: made.reason }
  const boosted = boost(made, subject.boosts ?? [])
  const room = Math.min(...limits.flatMap((limit) => (limit.of === 'points' ? [limit.max - limit.used] : [])))
  const amount = Math.min(boosted.amount, room)
  const factors = amount < boosted.amount ? [...boosted.factors, { code: 'capped' as const, points: amount }] : boosted.factors
  const settled = rule.vesting === undefined && rule.currency === 'points'
  return {
    ...line,
    outcome: 'paid',
    amount,
    points: settled ? amount : 0,
    factors,
    ...(rule.vesting && amount > 0 && { vests: rule.vesting.days }),
    ...(made.reached && { reached: made.reached }),
    ...(rule.also.length > 0 && { also: rule.also }),
  }
}

/** What the rule gives before multipliers: the base, the first one, a stage, so much for each, every Nth, or for each new threshold. */
function amountOf(rule: RuleAtVersion, { facts, used, reached = [] }: Subject): Amount {
  const before = used.ever ?? 0
  const { firstPoints, byValue, perUnit, counts, reach } = rule
  if (counts) {
    const count = before + 1
    const next =
      'every' in counts ? Math.ceil(count / counts.every) * counts.every : [...counts.reaches].sort((a, b) => a - b).find((at) => at >= count)
    if (next !== count) return { reason: { code: 'progress', count, next: next ?? null } }
    return { amount: rule.points, factors: [{ code: 'nth', points: rule.points, count }] }
  }
  if (reach) {
    const value = Number(facts[reach.fact] ?? 0)
    const fresh = reach.thresholds.filter((threshold) => threshold <= value && !reached.includes(threshold)).sort((a, b) => a - b)
    const next = reach.thresholds.filter((threshold) => threshold > value).sort((a, b) => a - b)[0] ?? null
    if (fresh.length === 0) return { reason: { code: 'reach', fact: reach.fact, value, next } }
    return { amount: rule.points * fresh.length, reached: fresh, factors: [{ code: 'reach', points: rule.points, count: fresh.length }] }
  }
  if (firstPoints !== undefined && before === 0) return { amount: firstPoints, factors: [{ code: 'first', points: firstPoints }] }
  const staged = byValue?.amounts[String((facts[byValue.fact] ?? '') as string)]
  if (byValue && staged === undefined && rule.points === 0)
    return { reason: { code: 'no_amount', fact: byValue.fact, actual: facts[byValue.fact] ?? null } }
  const base = staged ?? rule.points
  const factor: Factor =
    staged === undefined ? { code: 'base', points: base } : { code: 'stage', points: base, of: String(facts[byValue?.fact ?? ''] as string) }
  if (!perUnit) return { amount: base, factors: [factor] }
  const units = Math.min(perUnit.most, Math.max(0, Math.floor(Number(facts[perUnit.fact] ?? 0) || 0)))
  if (units === 0) return { reason: { code: 'no_amount', fact: perUnit.fact, actual: facts[perUnit.fact] ?? null } }
  return { amount: base * units, factors: [factor, { code: 'units', points: base * units, count: units }] }
}

const mostFactor = 5

/**
 * Multipliers add up, they do not multiply: a double and a triple make 1 + 1 + 2 = 4 times. At least a tenth, at most five times; halves are rounded
 * up. So that no pile of campaigns can explode, and the order does not matter.
 */
function boost({ amount, factors }: { amount: number; factors: Factor[] }, boosts: readonly Boost[]): { amount: number; factors: Factor[] } {
  if (boosts.length === 0 || amount === 0) return { amount, factors }
  const total = Math.min(mostFactor, Math.max(0.1, 1 + boosts.reduce((sum, one) => sum + one.factor - 1, 0)))
  const points = Math.max(1, Math.floor((amount * Math.round(total * 1_000)) / 1_000 + 0.5))
  const named = boosts.map(({ rule, version, title, factor }): Factor => ({ code: 'boost', points: 0, factor, title, rule, version }))
  return { amount: points, factors: [...factors, ...named, { code: 'boosted', points, factor: Math.round(total * 1_000) / 1_000 }] }
}
