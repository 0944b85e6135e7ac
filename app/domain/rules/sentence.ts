import type { FactCard, KindCard } from '#app/contract/adapter.ts'
import { type FactLabels, testInWords } from './explanation.ts'
import { furtherWords, listInWords, rewardInWords, roleInWords } from './reward-words.ts'
import { type Condition, type RuleDefinition, type Test, isTest } from './rules.ts'

export { listInWords } from './reward-words.ts'

/** The kind cards of all channels by qualified kind (`github:pull_request.merged`). */
export type KindCards = Readonly<Record<string, KindCard>>

/** What every activity can be asked about, whatever its channel. */
export const sharedFacts: Readonly<Record<string, FactCard>> = {
  actor: { label: 'the account name', type: 'text' },
  channel: { label: 'the channel', type: 'text' },
  'time.weekday': {
    label: 'the day of the week',
    type: 'text',
    values: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
  },
  'time.hour': { label: 'the hour of the day', type: 'number' },
  'time.date': { label: 'the date', type: 'text' },
  'member.staff': { label: 'being an employee', type: 'boolean' },
  'member.level': { label: 'the level of the member', type: 'number' },
  'member.points': { label: 'the points of the member so far', type: 'number' },
  'member.days': { label: 'the days since joining', type: 'number' },
  'member.company': { label: 'the company of the member', type: 'text' },
  'member.plan': { label: 'the plan of the member', type: 'text' },
  'member.stage': { label: 'the customer stage of the member', type: 'text' },
  'member.renews_in': { label: 'the days until the member’s contract is renewed', type: 'number' },
  'member.counted': { label: 'the number counted before', type: 'number' },
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

/**
 * A rule as the public page says it: "When a pull request is merged and the labels contain bug, you get 150 points, 1,500 for the first
 * one, at most 5 a day." What does not fit in one sentence (schedule, waiting, own work) follows in short ones.
 */
export function ruleInWords(rule: RuleDefinition, cards: KindCards, pointsName: string): string {
  const kinds = rule.kinds.map((kind) => (kind === '*' ? 'anything counts' : (cards[kind]?.when ?? `something of the kind ${kind} happens`)))
  const condition = conditionInWords(rule.condition, factsOf(rule.kinds, cards))
  const joined = condition === '' ? '' : /^(the|it) /.test(condition) ? `, and ${condition}` : `, ${condition}`
  const label = labelsOf(rule.kinds, cards)
  const gives = rewardInWords(rule, label, rule.currency === 'points' ? pointsName : rule.currency.replaceAll('-', ' '))
  const whole = `When ${listInWords(kinds, 'or')}${joined}, ${receiverInWords(rule, cards)} ${gives}.`
  return [whole, ...furtherWords(rule)].join(' ')
}

function receiverInWords(rule: RuleDefinition, cards: KindCards): string {
  const { to } = rule
  if (rule.factor !== undefined) return 'every rule'
  if (to === 'actor' || rule.shares) return 'you get'
  if ('role' in to) return `${roleInWords(to.role)} gets`
  const did = Object.entries(cards).find(([kind]) => kind.endsWith(`:${to.who}`))?.[1].did
  return did ? `everyone who ${did.charAt(0).toLowerCase()}${did.slice(1)} there gets` : 'everyone who took part gets'
}
