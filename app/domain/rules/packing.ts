// How words are kept: what the rule's version says anyhow (titles, comparisons, limits) is left out and put back at reading. A version never changes.
import { conditionOf, limitLines } from './evaluate.ts'
import type { Explanation, FactValue, Factor, Reason, RuleLine, TestLine } from './explanation.ts'
import { type RuleAtVersion, testsOf } from './rules.ts'

/** Finds a version of a rule; undefined where it is not known. */
export type FindRule = (rule: number, version: number) => RuleAtVersion | undefined

/** A line without what its rule says: the facts that were seen, the counts that were used up. A line that has a title is whole. */
type PackedLine = Partial<Omit<RuleLine, 'tests' | 'limits' | 'title'>> & {
  rule: number
  version: number
  seen?: Record<string, FactValue>
  used?: number[]
}

/** Reasons that follow from what was seen. */
const ofCondition = new Set<Reason['code']>(['condition', 'no_match'])

function packLine(line: RuleLine, find: FindRule): RuleLine | PackedLine {
  const rule = find(line.rule, line.version)
  const { title, tests, limits, outcome, points, amount, factors, currency, reason, ...rest } = line
  const known = rule?.title === title && rule.limits.length === limits.length && testsOf(rule.condition).length === tests.length
  if (!known || amount === undefined || (currency ?? 'points') !== rule.currency) return line
  const packed: PackedLine = rest
  if (outcome === 'paid') packed.outcome = outcome
  if (points !== 0) packed.points = points
  if (amount !== points) packed.amount = amount
  if (!isPlain(factors, amount, outcome)) packed.factors = factors
  if (reason && !ofCondition.has(reason.code)) packed.reason = reason
  const seen = tests.filter((test) => test.actual !== null)
  if (seen.length > 0) packed.seen = Object.fromEntries(seen.map((test) => [test.test.fact, test.actual as FactValue]))
  if (limits.length > 0) packed.used = limits.map((limit) => limit.used)
  return packed
}

/** True for what a rule without anything special gives: its amount as the base, or nothing where it refused. */
function isPlain(factors: readonly Factor[], amount: number, outcome: RuleLine['outcome']): boolean {
  const [first] = factors
  if (outcome === 'refused') return first === undefined
  return factors.length === 1 && first?.code === 'base' && first.points === amount && Object.keys(first).length === 2
}

function unpackLine(packed: RuleLine | PackedLine, find: FindRule): RuleLine {
  if ('title' in packed) return packed
  const { seen = {}, used = [], outcome = 'refused', points = 0, amount = points, factors, reason, ...rest } = packed
  const rule = find(rest.rule, rest.version)
  if (!rule) throw new Error(`The words refer to version ${rest.version} of rule ${rest.rule}, which is not there.`)
  const tests: TestLine[] = []
  const failed = conditionOf(rule)(seen, tests)
  const why: Reason | undefined = reason ?? (outcome === 'refused' ? failed.reason : undefined)
  return {
    ...rest,
    title: rule.title,
    outcome,
    points,
    amount,
    tests,
    factors: factors ?? (outcome === 'paid' ? [{ code: 'base', points: amount }] : []),
    limits: limitLines(rule, used),
    ...(rule.currency !== 'points' && { currency: rule.currency }),
    ...(why && { reason: why }),
  }
}

/** Makes a word small. What does not follow from its rules' versions stays whole. */
export function packWord(word: Explanation, find: FindRule): object {
  const { lines, reason, ...rest } = word
  const first = lines.find((line) => line.reason)?.reason
  const same = reason?.code === 'condition' && reason === first
  return { ...rest, lines: lines.map((line) => packLine(line, find)), ...(reason && { reason: same ? { code: reason.code } : reason }) }
}

/** A word as it was before `packWord`; one that was kept whole is answered as it is. */
export function unpackWord(word: Explanation, find: FindRule): Explanation {
  const lines = word.lines.map((line) => unpackLine(line, find))
  const { reason } = word
  if (reason?.code !== 'condition' || 'test' in reason) return { ...word, lines }
  const first = lines.find((line) => line.reason)?.reason
  return { ...word, lines, ...(first && { reason: first }) }
}

/** The versions of rules that a word names. */
export function versionsOf(word: Explanation): { id: number; version: number }[] {
  return word.lines.map((line) => ({ id: line.rule, version: line.version }))
}
