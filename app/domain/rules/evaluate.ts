import type { FactValue, Reason, RuleLine, TestLine } from './explanation.ts'
import { type Condition, type Limit, type RuleAtVersion, type Test, isTest } from './rules.ts'

/** What a rule may look at. */
export type Subject = {
  facts: Readonly<Record<string, FactValue>>
  /** How often this rule has already paid this member, by limit window; `ever` is always given. */
  used: Readonly<Record<Limit['window'], number>>
}

/** Compares one fact. A missing fact fails every comparison but `is_not` and `lacks`. */
export function holds(test: Test, actual: FactValue | null): boolean {
  const text = (value: FactValue): string => String(value as string | number | boolean).toLowerCase()
  const list = Array.isArray(actual) ? (actual as readonly string[]).map((entry) => entry.toLowerCase()) : null
  const wanted = Array.isArray(test.value) ? test.value.map((entry) => entry.toLowerCase()) : [text(test.value as FactValue)]
  switch (test.op) {
    case 'is':
      return actual !== null && (list ? list.length === 1 && list[0] === wanted[0] : text(actual) === wanted[0])
    case 'is_not':
      return actual === null || (list ? !list.includes(wanted[0] ?? '') : text(actual) !== wanted[0])
    case 'one_of':
      return actual !== null && (list ? list.some((entry) => wanted.includes(entry)) : wanted.includes(text(actual)))
    case 'contains':
      return actual !== null && wanted.some((value) => (list ? list.includes(value) : text(actual).includes(value)))
    case 'lacks':
      return actual === null || !wanted.some((value) => (list ? list.includes(value) : text(actual).includes(value)))
    case 'at_least':
      return typeof actual === 'number' && actual >= Number(test.value)
    case 'at_most':
      return typeof actual === 'number' && actual <= Number(test.value)
  }
}

type Outcome = { passed: boolean; reason?: Reason }

/** Walks a condition, noting every comparison made, and answers the first reason for a no. */
function walk(condition: Condition, facts: Subject['facts'], lines: TestLine[]): Outcome {
  if (isTest(condition)) {
    const actual = facts[condition.fact] ?? null
    const passed = holds(condition, actual)
    lines.push({ test: condition, actual, passed })
    return passed ? { passed } : { passed, reason: { code: 'condition', test: condition, actual } }
  }
  if ('all' in condition) {
    const outcomes = condition.all.map((part) => walk(part, facts, lines))
    return outcomes.find((outcome) => !outcome.passed) ?? { passed: true }
  }
  if ('any' in condition) {
    const outcomes = condition.any.map((part) => walk(part, facts, lines))
    if (condition.any.length === 0 || outcomes.some((outcome) => outcome.passed)) return { passed: true }
    return outcomes.length === 1 && outcomes[0] ? outcomes[0] : { passed: false, reason: { code: 'no_match' } }
  }
  const outcomes = condition.none.map((part) => walk(part, facts, lines))
  return outcomes.some((outcome) => outcome.passed) ? { passed: false, reason: { code: 'no_match' } } : { passed: true }
}

/**
 * One rule's word on one activity: paid with its factors, or refused with the first thing that failed. Pure: the same input gives the same
 * words for ever, which is what replay and "why?" rest on.
 */
export function evaluate(rule: RuleAtVersion, subject: Subject): RuleLine {
  const tests: TestLine[] = []
  const outcome = walk(rule.condition, subject.facts, tests)
  const limits = rule.limits.map((limit) => ({ window: limit.window, used: subject.used[limit.window], max: limit.count }))
  const line: RuleLine = { rule: rule.id, version: rule.version, title: rule.title, outcome: 'refused', points: 0, tests, factors: [], limits }
  if (!outcome.passed) return { ...line, reason: outcome.reason }
  const full = limits.find((limit) => limit.used >= limit.max)
  if (full) return { ...line, reason: { code: 'limit', window: full.window, max: full.max } }
  const first = rule.firstPoints !== undefined && subject.used.ever === 0
  const points = first && rule.firstPoints !== undefined ? rule.firstPoints : rule.points
  return { ...line, outcome: 'paid', points, factors: [{ code: first ? 'first' : 'base', points }] }
}
