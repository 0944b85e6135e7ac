import type { FactCard, KindCard } from '#app/contract/adapter.ts'
import { type FactLabels, testInWords } from './explanation.ts'
import { type Condition, type RuleDefinition, type Test, isTest, limitWindows } from './rules.ts'

/** The kind cards of all channels by qualified kind (`github:pull_request.merged`). */
export type KindCards = Readonly<Record<string, KindCard>>

/** What every activity can be asked about, whatever its channel. */
export const sharedFacts: Readonly<Record<string, FactCard>> = {
  actor: { label: 'the account name', type: 'text' },
  channel: { label: 'the channel', type: 'text' },
}

/** The facts that activities of these kinds may carry; the first kind that names one says how. */
export function factsOf(kinds: readonly string[], cards: KindCards): Record<string, FactCard> {
  const facts: Record<string, FactCard> = {}
  for (const kind of kinds) for (const [name, card] of Object.entries(cards[kind]?.facts ?? {})) facts[name] ??= card
  return { ...facts, ...sharedFacts }
}

/** How facts stand in sentences about activities of these kinds. */
export function labelsOf(kinds: readonly string[], cards: KindCards): FactLabels {
  const facts = factsOf(kinds, cards)
  return (fact) => facts[fact]?.label ?? fact.replaceAll('_', ' ')
}

/** Words joined as people do: "a, b and c". */
export function listInWords(words: readonly string[], last: 'and' | 'or'): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}

/** A comparison inside a sentence: facts that are yes or no read as they are ("being a draft"), labels in the plural "contain". */
function testInSentence(test: Test, facts: Readonly<Record<string, FactCard>>): string {
  const card = facts[test.fact]
  const label: FactLabels = (fact) => facts[fact]?.label ?? fact.replaceAll('_', ' ')
  if (card?.type === 'boolean') return (test.value === true) === (test.op === 'is') ? label(test.fact) : `not ${label(test.fact)}`
  const words = testInWords(test, label)
  return card?.type === 'list' ? words.replace(' does not contain ', ' do not contain ').replace(' contains ', ' contain ') : words
}

function conditionInWords(condition: Condition, facts: Readonly<Record<string, FactCard>>): string {
  if (isTest(condition)) return testInSentence(condition, facts)
  const parts = Object.values(condition)
    .flatMap((group: Condition[]) => group.map((part) => conditionInWords(part, facts)))
    .filter(Boolean)
  if ('all' in condition) return listInWords(parts, 'and')
  if ('any' in condition) return listInWords(parts, 'or')
  return parts.length > 0 ? `it does not hold that ${listInWords(parts, 'or')}` : ''
}

const amount = (points: number): string => points.toLocaleString('en-US')

/** Everything after the trigger: "if …", who gets how much, and how often. */
function effectInWords(rule: RuleDefinition, cards: KindCards, pointsName: string): string {
  const who = typeof rule.to === 'object' && 'who' in rule.to ? rule.to.who : null
  const did = who ? Object.entries(cards).find(([kind]) => kind.endsWith(`:${who}`))?.[1].did : undefined
  const doers = did ? `everyone who ${did.charAt(0).toLowerCase()}${did.slice(1)} there gets` : 'everyone who took part gets'
  const first = rule.firstPoints === undefined ? '' : `, ${amount(rule.firstPoints)} for the first one`
  const limits = rule.limits.map((limit) => `${amount(limit.count)} ${limit.window === 'ever' ? 'times ever' : limitWindows[limit.window]}`)
  const most = limits.length === 0 ? '' : `, at most ${listInWords(limits, 'and')}`
  return `${who ? doers : 'you get'} ${amount(rule.points)} ${pointsName}${first}${most}.`
}

/**
 * A rule as the public page says it: "When a pull request is merged and the labels contain bug, you get 150 points, 1,500 for the first
 * one, at most 5 a day."
 */
export function ruleInWords(rule: RuleDefinition, cards: KindCards, pointsName: string): string {
  const kinds = rule.kinds.map((kind) => cards[kind]?.when ?? `something of the kind ${kind} happens`)
  const condition = conditionInWords(rule.condition, factsOf(rule.kinds, cards))
  const joined = condition === '' ? '' : /^(the|it) /.test(condition) ? `, and ${condition}` : `, ${condition}`
  return `When ${listInWords(kinds, 'or')}${joined}, ${effectInWords(rule, cards, pointsName)}`
}

/** The most that one member can get from a rule in one day: every limit caps it, the first one may pay more. Null when nothing caps it. */
export function mostInADay(rule: Pick<RuleDefinition, 'points' | 'firstPoints' | 'limits'>): { times: number; points: number } | null {
  if (rule.limits.length === 0) return null
  const times = Math.min(...rule.limits.map((limit) => limit.count))
  return { times, points: Math.max(rule.firstPoints ?? rule.points, rule.points) + (times - 1) * rule.points }
}
