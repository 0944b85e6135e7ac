import type { FactValue, Reason, TestLine } from './explanation.ts'
import { type Condition, type Test, isTest } from './rules.ts'

type Facts = Readonly<Record<string, FactValue>>
type Outcome = { passed: boolean; reason?: Reason }

/** A condition made ready: asked with facts, it notes each comparison and answers whether it holds, or the first reason why not. */
export type Asked = (facts: Facts, lines: TestLine[]) => Outcome

const text = (value: FactValue): string => String(value as string | number | boolean).toLowerCase()

/** One comparison made ready: what it compares with is put in lower case once. A missing fact fails every comparison but `is_not` and `lacks`. */
function compiled(test: Test): (actual: FactValue | null) => boolean {
  const wanted = Array.isArray(test.value) ? test.value.map((entry) => entry.toLowerCase()) : [text(test.value as FactValue)]
  const [first = ''] = wanted
  const number = Number(test.value)
  const entries = (actual: FactValue): string[] | null =>
    Array.isArray(actual) ? (actual as readonly string[]).map((entry) => entry.toLowerCase()) : null
  const includes = (actual: FactValue): boolean => {
    const list = entries(actual)
    const plain = list ? '' : text(actual)
    return wanted.some((value) => (list ? list.includes(value) : plain.includes(value)))
  }
  const equal = (actual: FactValue): boolean => {
    const list = entries(actual)
    return list ? list.length === 1 && list[0] === first : text(actual) === first
  }
  switch (test.op) {
    case 'is':
      return (actual) => actual !== null && equal(actual)
    case 'is_not':
      return (actual) => actual === null || !(entries(actual)?.includes(first) ?? text(actual) === first)
    case 'one_of':
      return (actual) => actual !== null && (entries(actual)?.some((entry) => wanted.includes(entry)) ?? wanted.includes(text(actual)))
    case 'contains':
      return (actual) => actual !== null && includes(actual)
    case 'lacks':
      return (actual) => actual === null || !includes(actual)
    case 'at_least':
      return (actual) => typeof actual === 'number' && actual >= number
    case 'at_most':
      return (actual) => typeof actual === 'number' && actual <= number
  }
}

/** Compares one fact, once. */
export function holds(test: Test, actual: FactValue | null): boolean {
  return compiled(test)(actual)
}

/** Makes a condition ready to be asked any number of times. Every part is asked, so that an explanation shows them all. */
export function compileCondition(condition: Condition): Asked {
  if (isTest(condition)) {
    const compare = compiled(condition)
    return (facts, lines) => {
      const actual = facts[condition.fact] ?? null
      const passed = compare(actual)
      lines.push({ test: condition, actual, passed })
      return passed ? { passed } : { passed, reason: { code: 'condition', test: condition, actual } }
    }
  }
  const parts = Object.values(condition).flatMap((group: Condition[]) => group.map(compileCondition))
  const ask = (facts: Facts, lines: TestLine[]): Outcome[] => parts.map((part) => part(facts, lines))
  if ('all' in condition) return (facts, lines) => ask(facts, lines).find((outcome) => !outcome.passed) ?? { passed: true }
  if ('any' in condition) {
    return (facts, lines) => {
      const outcomes = ask(facts, lines)
      if (parts.length === 0 || outcomes.some((outcome) => outcome.passed)) return { passed: true }
      return outcomes.length === 1 && outcomes[0] ? outcomes[0] : { passed: false, reason: { code: 'no_match' } }
    }
  }
  return (facts, lines) => (ask(facts, lines).some((outcome) => outcome.passed) ? { passed: false, reason: { code: 'no_match' } } : { passed: true })
}
