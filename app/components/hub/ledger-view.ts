import type { LedgerLine, LedgerStatus, OrderShown, WhyLine } from '#app/components/activities/types.ts'
import {
  type Factor,
  type Explanation,
  type RuleLine,
  explanationInWords,
  lineInWords,
  testInWords,
  valueInWords,
} from '#app/domain/rules/explanation.ts'
import { limitWindows } from '#app/domain/rules/rules.ts'
import { type KindCards, labelsOf } from '#app/domain/rules/sentence.ts'

import { cardOf, withArticle } from './kinds.ts'

/** A word of the rules as queries give it. */
export type WordView = {
  activityId: number
  kind: string
  status: string
  points: number
  given: number
  occurredAt: Date
  explanation: Explanation
  title: string
  url: string
  deliveryId: number | null
  channel: { title: string; adapter: string } | null
}

/** True where the member did not do the deed but took part in it. */
export function tookPart(explanation: Explanation): boolean {
  return explanation.lines.length > 0 && explanation.lines.every((line) => line.role === 'participant')
}

/** What the member did, past tense. */
export function didInWords(word: Pick<WordView, 'kind' | 'explanation'>, cards: KindCards): string {
  const card = cardOf(cards, word.kind)
  return tookPart(word.explanation) ? `Took part in ${withArticle(card.noun[0])}` : card.did
}

/** Kinds that a manager decides by hand. */
const decided = new Set(['hub:correction', 'hub:award'])

/** The one sentence that says what was given and for what, or why nothing was. */
export function sentenceOf(
  word: Pick<WordView, 'kind' | 'status' | 'points' | 'given' | 'explanation'>,
  cards: KindCards,
  pointsName = 'points',
): string {
  const { correction } = word.explanation
  // What the hub did by itself, for a step, a prize, an order, was no manager's decision.
  const sentence =
    correction && !decided.has(word.kind) ? correction.reason : explanationInWords(word.explanation, word.points, labelsOf([word.kind], cards))
  return word.status === 'reversed' && word.given !== 0 ? `${sentence} It had given ${word.given.toLocaleString('en-US')} ${pointsName}.` : sentence
}

/** One rule's line as the page shows it: every test with what was found, what the amount is made of, how full the limits were. */
export function whyLineOf(line: RuleLine, kind: string, cards: KindCards, whole = false): WhyLine {
  const label = labelsOf([kind], cards)
  return {
    rule: line.title,
    version: line.version,
    outcome: line.outcome,
    points: line.currency === undefined ? (line.amount ?? line.points) : 0,
    tests: line.tests.map(({ test, actual, passed }) => ({
      text: testInWords(test, label),
      passed,
      ...((whole || !passed) && { actual: valueInWords(actual) }),
    })),
    factors: line.factors.map(factorView),
    limits: line.limits.map((limit) => ({ text: limitInWords(limit, line.outcome === 'paid') })),
    sentence: lineInWords(line, label),
  }
}

/** A part of what an amount is made of: its name, and what it comes to or multiplies by. */
function factorView(factor: Factor): { label: string; value: string } {
  const points = factor.points.toLocaleString('en-US')
  const times = `× ${factor.factor ?? 1}`
  const views: Record<Factor['code'], { label: string; value: string }> = {
    base: { label: 'Base', value: points },
    first: { label: 'First one', value: points },
    stage: { label: `For “${factor.of ?? ''}”`, value: points },
    units: { label: `For ${(factor.count ?? 0).toLocaleString('en-US')} of them`, value: points },
    nth: { label: `Your number ${(factor.count ?? 0).toLocaleString('en-US')}`, value: points },
    reach: { label: `${factor.count ?? 1} new ${factor.count === 1 ? 'mark' : 'marks'}, each`, value: points },
    boost: { label: `“${factor.title ?? ''}”`, value: times },
    boosted: { label: `All together ${times}`, value: points },
    capped: { label: 'What the limit left', value: points },
    kept: { label: `Less ${(factor.count ?? 0).toLocaleString('en-US')} that the rule had given for later ones`, value: points },
    share: { label: `Your share, ${factor.percent ?? 0} percent`, value: points },
  }
  return views[factor.code]
}

function limitInWords({ window, used, max, per, of }: RuleLine['limits'][number], paid: boolean): string {
  const where =
    per === undefined || per === 'member'
      ? ''
      : per === 'program'
        ? ' over all members'
        : per === 'pair'
          ? ' with the same person'
          : ' for the same thing'
  if (of === 'points')
    return `${used.toLocaleString('en-US')} of at most ${max.toLocaleString('en-US')} points ${limitWindows[window]}${where} before this`
  const at = paid ? `Number ${(used + 1).toLocaleString('en-US')}` : `${used.toLocaleString('en-US')} used`
  return `${at} of at most ${max.toLocaleString('en-US')} ${limitWindows[window]}${where}`
}

/** A word as a line of the ledger, with its explanation and the way to the whole chain. */
export function ledgerLineOf(word: WordView, cards: KindCards, pointsName: string, hubName: string, order?: OrderShown): LedgerLine {
  return {
    id: String(word.activityId),
    title: word.title || didInWords(word, cards),
    url: /^https?:\/\//.test(word.url) ? word.url : null,
    did: didInWords(word, cards),
    channel: word.channel ? { id: word.channel.adapter, title: word.channel.title } : { id: 'generic', title: hubName },
    occurredAt: word.occurredAt.toISOString(),
    status: word.status as LedgerStatus,
    points: word.given,
    ...(order ? { order } : {}),
    why: {
      sentence: order?.sentence ?? sentenceOf(word, cards, pointsName),
      lines: word.explanation.lines.map((line) => whyLineOf(line, word.kind, cards)),
    },
    chain: [
      ...(word.deliveryId === null ? [] : [{ label: `Delivery ${word.deliveryId}` }]),
      { label: `Activity ${word.activityId}` },
      { label: 'See the whole chain', href: `/activity/${word.activityId}` },
    ],
  }
}
