import type { Effect, LimitScope, LimitWindow, Test } from './rules.ts'

/** What became of an activity for one member. `undo` marks the activity that took another one back. */
export type Status = 'counted' | 'nothing' | 'pending' | 'reversed' | 'undone' | 'undo'

/** Why nothing was given. Kept as data; `reasonInWords` says it. */
export type Reason =
  | { code: 'no_rule' }
  | { code: 'condition'; test: Test; actual: FactValue | null }
  | { code: 'no_match' }
  | { code: 'limit'; window: LimitWindow; max: number; per?: LimitScope; of?: 'times' | 'points' }
  | { code: 'cooldown'; minutes: number; per: 'member' | 'object' | 'pair' }
  | { code: 'schedule'; side: 'before' | 'after' | 'late'; at: string }
  | { code: 'progress'; count: number; next: number | null }
  | { code: 'reach'; fact: string; value: number; next: number | null }
  | { code: 'no_amount'; fact: string; actual: FactValue | null }
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

/** What an amount is made of, in order: "base 200", "first one 1,500", "double weekend × 2", "at most 500 a day". */
export type Factor = {
  code: 'base' | 'first' | 'stage' | 'units' | 'nth' | 'reach' | 'boost' | 'boosted' | 'capped' | 'share' | 'kept'
  points: number
  /** How many units or thresholds, or which one of the member's. */
  count?: number
  /** Of a multiplier, with the rule that made it; of `boosted` the total. */
  factor?: number
  title?: string
  rule?: number
  version?: number
  /** The value that chose a stage. */
  of?: string
  percent?: number
}

export type LimitLine = { window: LimitWindow; used: number; max: number; per?: LimitScope; of?: 'times' | 'points' }

/** One rule's word on one activity. */
export type RuleLine = {
  rule: number
  version: number
  title: string
  outcome: 'paid' | 'refused'
  /** What it added to the member's lifetime points: nothing yet while it is pending, and nothing in another currency. */
  points: number
  /** What was given, in the rule's currency. Lines written before there were currencies have `points` alone. */
  amount?: number
  currency?: string
  /** Days until a pending amount is the member's, if the work stands. */
  vests?: number
  /** When it was: ISO. */
  vestedAt?: string
  tests: TestLine[]
  factors: Factor[]
  limits: LimitLine[]
  reason?: Reason
  /** Who it went to, when not to the actor. */
  role?: 'participant' | 'named'
  /** Thresholds that it passed. */
  reached?: number[]
  /** What it gave beside points. */
  also?: readonly Effect[]
  /** Given afterwards, when a manager let the rule look back. */
  retro?: true
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
      return limitReached(reason)
    case 'cooldown':
      return `The rule waits ${minutesInWords(reason.minutes)} between two${reason.per === 'pair' ? ' for the same person' : reason.per === 'object' ? ' on the same thing' : ''}, and less had passed.`
    case 'schedule':
      return scheduleMissed(reason)
    case 'progress':
      return reason.next === null
        ? `It was your number ${reason.count}; the rule pays for earlier ones only.`
        : `It was your number ${reason.count}; the rule pays at number ${reason.next}.`
    case 'reach':
      return reason.next === null
        ? `Every mark of the rule was reached before.`
        : `The rule pays when ${label(reason.fact)} reaches ${reason.next.toLocaleString('en-US')}; here it was ${reason.value.toLocaleString('en-US')}.`
    case 'no_amount':
      return `The rule gives nothing when ${label(reason.fact)} is ${valueInWords(reason.actual)}.`
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

const scopeWords: Record<LimitScope, string> = {
  member: '',
  object: ' for the same thing',
  pair: ' between the same two people',
  program: ' over all members',
}

function limitReached({ window, max, per = 'member', of = 'times' }: Extract<Reason, { code: 'limit' }>): string {
  const amount = of === 'points' ? `${max.toLocaleString('en-US')} points` : String(max)
  const span = window === 'ever' ? (of === 'points' ? 'ever' : `${max === 1 ? 'time' : 'times'} ever`) : `a ${windowWords[window]}`
  return `The rule pays at most ${amount} ${span}${scopeWords[per]}, and that was already reached.`
}

function scheduleMissed({ side, at }: Extract<Reason, { code: 'schedule' }>): string {
  const day = at.slice(0, 10)
  if (side === 'before') return `The rule counts what was done from ${day} on; this was earlier.`
  return side === 'after' ? `The rule counts what was done before ${day}; this was later.` : `The rule ended on ${day}, and this arrived after that.`
}

function minutesInWords(minutes: number): string {
  const [amount, unit] = minutes % 1440 === 0 ? [minutes / 1440, 'day'] : minutes % 60 === 0 ? [minutes / 60, 'hour'] : [minutes, 'minute']
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`
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
  const amount = line.amount ?? line.points
  const unit = line.currency ?? 'points'
  const first = line.factors.some((factor) => factor.code === 'first') ? ' for your first one' : ''
  const nth = line.factors.find((factor) => factor.code === 'nth')
  const share = line.role === 'participant' ? ', for taking part' : line.role === 'named' ? ', as your share' : ''
  const boosted = line.factors.find((factor) => factor.code === 'boosted')
  const times = boosted ? ` (× ${boosted.factor})` : ''
  const wait = line.vests !== undefined && !line.vestedAt ? `, pending for ${line.vests} ${line.vests === 1 ? 'day' : 'days'}` : ''
  const given = amount > 0 ? [`${amount.toLocaleString('en-US')} ${unit}${times}${nth ? ` for your number ${nth.count}` : first}${share}${wait}`] : []
  const words = [...given, ...(line.also ?? []).map(effectInWords)]
  return `“${line.title}” gave ${words.join(' and ') || 'nothing'}${line.retro ? ', looking back' : ''}.`
}

/** An effect beside points, as it stands after "gave". */
export function effectInWords(effect: Effect): string {
  if ('badge' in effect) return `the badge “${effect.badge}”`
  if ('card' in effect) return `${effect.stamps} ${effect.stamps === 1 ? 'stamp' : 'stamps'} on “${effect.card}”`
  return 'perk' in effect ? `“${effect.perk}”` : 'a message'
}
