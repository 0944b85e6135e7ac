// How words are kept: what the rule's version says anyhow (titles, comparisons, limits) is left out and put back at reading. A version never changes.
import { conditionOf, limitLines } from './evaluate.ts'
import type { Explanation, FactValue, Factor, Reason, RuleLine, TestLine } from './explanation.ts'
import { isOwn } from './losses.ts'
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

/** A line as it stands in the text: its rule, the version, the points, and what else there is to say; or whole. Where it gave points it was paid. */
type Row = RuleLine | [rule: number, version: number, points?: number, rest?: Omit<PackedLine, 'rule' | 'version' | 'points'>]

/**
 * A word as it is kept. Its lines are JSON in a text, which takes a third of the room that they would take as JSON of the database (its keys and numbers), and
 * as rows of `Row`; earlier ones are lists of objects. `own`: it counts as the actor's own deed (`isOwn`), for those who count by statement.
 */
export type KeptWord = Omit<Explanation, 'lines'> & { lines: string | readonly (RuleLine | PackedLine)[]; own?: true }

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

function rowOf(line: RuleLine | PackedLine): Row {
  if ('title' in line) return line
  const { rule, version, points = 0, outcome = 'refused', ...rest } = line
  const whole = (outcome === 'paid') === points > 0 ? rest : { ...rest, outcome }
  if (Object.keys(whole).length > 0) return [rule, version, points, whole]
  return points === 0 ? [rule, version] : [rule, version, points]
}

function lineOf(row: Row): RuleLine | PackedLine {
  if (!Array.isArray(row)) return row
  const [rule, version, points = 0, rest] = row
  return { outcome: points > 0 ? 'paid' : 'refused', ...rest, rule, version, points }
}

/** Makes a word small. What does not follow from its rules' versions stays whole. */
export function packWord(word: Explanation, find: FindRule): KeptWord {
  const { lines, reason, ...rest } = word
  const first = lines.find((line) => line.reason)?.reason
  const same = reason?.code === 'condition' && reason === first
  const rows = JSON.stringify(lines.map((line) => rowOf(packLine(line, find))))
  return {
    ...rest,
    lines: rows,
    ...(reason && ({ reason: same ? { code: reason.code } : reason } as Pick<Explanation, 'reason'>)),
    ...(isOwn({ explanation: word }) && { own: true }),
  }
}

/** The lines of a kept word, as small as they are kept. */
export function keptLines({ lines }: Pick<KeptWord, 'lines'>): readonly (RuleLine | PackedLine)[] {
  return typeof lines === 'string' ? (JSON.parse(lines) as Row[]).map(lineOf) : lines
}

/** A word as it was before `packWord`; one that was kept whole is answered as it is. */
export function unpackWord({ own: _, ...word }: KeptWord, find: FindRule): Explanation {
  const lines = keptLines(word).map((line) => unpackLine(line, find))
  const { reason } = word
  if (reason?.code !== 'condition' || 'test' in reason) return { ...word, lines }
  const first = lines.find((line) => line.reason)?.reason
  return { ...word, lines, ...(first && { reason: first }) }
}

/** The versions of rules that lines name. */
export function versionsOf(lines: readonly { rule: number; version: number }[]): { id: number; version: number }[] {
  return lines.map((line) => ({ id: line.rule, version: line.version }))
}
