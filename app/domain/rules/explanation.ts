import type { LimitWindow, Test } from './rules.ts'

/** What became of an activity for one member. `undo` marks the activity that took another one back. */
export type Status = 'counted' | 'nothing' | 'pending' | 'reversed' | 'undone' | 'undo'

/** Why nothing was given. Kept as data; `reasonInWords` says it. */
export type Reason =
  | { code: 'no_rule' }
  | { code: 'condition'; test: Test; actual: FactValue | null }
  | { code: 'no_match' }
  | { code: 'limit'; window: LimitWindow; max: number }
  | { code: 'already_counted'; activity: number }
  | { code: 'bot' }
  | { code: 'ignored_actor' }
  | { code: 'blocked'; why: string }
  | { code: 'self'; role: string }
  | { code: 'paused' }
  | { code: 'undone' }
  | { code: 'stale_undo' }
  | { code: 'nothing_to_undo' }
  | { code: 'no_participants'; who: string }

export type FactValue = string | number | boolean | readonly string[]

export type TestLine = { test: Test; actual: FactValue | null; passed: boolean }

/** One rule's word on one activity. */
export type RuleLine = {
  rule: number
  version: number
  title: string
  outcome: 'paid' | 'refused'
  points: number
  tests: TestLine[]
  /** "base 200", "first one 1,500": what the amount is made of. */
  factors: { code: 'base' | 'first'; points: number }[]
  limits: { window: LimitWindow; used: number; max: number }[]
  reason?: Reason
  /** Who it went to, when not to the actor. */
  role?: 'participant'
}

/** The whole word on one activity for one member. */
export type Explanation = {
  lines: RuleLine[]
  /** The first thing that failed, when nothing was given. */
  reason?: Reason
  /** The activity that took this one back, or that this one took back. */
  by?: number
  of?: number
  /** A decision of staff instead of a rule. */
  correction?: { reason: string }
}

const windowWords: Record<LimitWindow, string> = { day: 'day', week: 'week', month: 'month', ever: 'time ever' }

/** The label of a fact as it stands in a sentence; adapters give them in their kind cards. */
export type FactLabels = (fact: string) => string

/** Says a value: lists joined, booleans as yes and no, nothing as "nothing". */
export function valueInWords(value: FactValue | null): string {
  if (value === null || value === '') return 'nothing'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.length > 0 ? value.join(', ') : 'nothing'
  return String(value as string | number)
}

/** A comparison as words: "the label contains bug". */
export function testInWords(test: Test, label: FactLabels): string {
  const verbs: Record<Test['op'], string> = {
    is: 'is',
    is_not: 'is not',
    one_of: 'is one of',
    contains: 'contains',
    lacks: 'does not contain',
    at_least: 'is at least',
    at_most: 'is at most',
  }
  return `${label(test.fact)} ${verbs[test.op]} ${valueInWords(test.value)}`
}

const plain: Partial<Record<Reason['code'], string>> = {
  no_rule: 'No rule pays for this kind of activity yet.',
  no_match: 'None of the alternatives of the rule held.',
  bot: 'It was done by a bot, and bots do not earn points.',
  ignored_actor: 'This account is on the list of bots, staff and service accounts that do not earn points.',
  paused: 'Earning was paused for this account at the time.',
  undone: 'It was taken back where it happened.',
  stale_undo: 'It was taken back, but a newer one stands.',
  nothing_to_undo: 'There was nothing to take back.',
}

/** The first thing that failed, as one sentence for the member. */
export function reasonInWords(reason: Reason, label: FactLabels): string {
  const simple = plain[reason.code]
  if (simple) return simple
  switch (reason.code) {
    case 'condition':
      return `The rule asks that ${testInWords(reason.test, label)}; here it was ${valueInWords(reason.actual)}.`
    case 'limit':
      return reason.window === 'ever'
        ? `The rule pays at most ${reason.max} ${reason.max === 1 ? 'time' : 'times'} ever, and that was already reached.`
        : `The rule pays at most ${reason.max} a ${windowWords[reason.window]}, and that was already reached.`
    case 'already_counted':
      return 'The same contribution has already counted once.'
    case 'blocked':
      return `It did not count because ${reason.why}.`
    case 'self':
      return reason.role === 'chooser'
        ? 'You accepted your own answer, and that does not earn points.'
        : 'It concerns your own work, and that does not earn points.'
    case 'no_participants':
      return 'The rule pays others who took part, and nobody else did.'
    default:
      return 'It did not count.'
  }
}

/** The sentence on top of a line: what was given and for what, or the reason for none. */
export function explanationInWords(explanation: Explanation, points: number, label: FactLabels): string {
  if (explanation.correction) return `${points >= 0 ? 'Given' : 'Taken back'} by a program manager: ${explanation.correction.reason}`
  const paid = explanation.lines.filter((line) => line.outcome === 'paid')
  if (explanation.reason?.code === 'undone') return reasonInWords(explanation.reason, label)
  if (paid.length === 0) return explanation.reason ? reasonInWords(explanation.reason, label) : 'It did not count.'
  return paid.map((line) => lineInWords(line, label)).join(' ')
}

/** One rule's word as a sentence. */
export function lineInWords(line: RuleLine, label: FactLabels): string {
  if (line.outcome === 'refused') return line.reason ? reasonInWords(line.reason, label) : 'It did not count.'
  const first = line.factors.some((factor) => factor.code === 'first') ? ' for your first one' : ''
  const share = line.role === 'participant' ? ', for taking part' : ''
  return `“${line.title}” gave ${line.points.toLocaleString('en-US')} points${first}${share}.`
}
