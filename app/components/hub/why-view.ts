import type { OrderShown, WhyLine } from '#app/components/activities/types.ts'
import { type Explanation, type FactValue, valueInWords } from '#app/domain/rules/explanation.ts'
import type { RuleAtVersion } from '#app/domain/rules/rules.ts'
import { type KindCards, labelsOf, ruleInWords } from '#app/domain/rules/sentence.ts'

import { didInWords, sentenceOf, whyLineOf } from './ledger-view.ts'
import { capital } from './kinds.ts'
import type { Recomputed } from './recompute.ts'

/** A line of the book as the page shows it; instants as ISO text. */
export type EntryView = {
  name: string
  amount: number
  from: string
  to: string
  kind: string
  at: string
  effectiveAt: string
  before: number
  after: number
  rule: { id: number; version: number } | null
  reversal: { name: string; at: string; amount: number; after: number } | null
}

/** The whole chain behind a line of the ledger. */
export type WhyView = {
  id: number
  title: string
  url: string | null
  did: string
  status: string
  points: number
  given: number
  sentence: string
  /** Where the line is an order of the store. */
  order: OrderShown | null
  channel: { id: string; title: string }
  occurredAt: string
  receivedAt: string
  judgedAt: string
  delivery: { id: number; event: string; receivedAt: string; href: string | null } | null
  facts: { label: string; value: string }[]
  rules: { line: WhyLine; savedAt: string | null; sentence: string; href: string | null; again: Recomputed | null }[]
  entries: EntryView[]
  undoneBy: { id: number; what: string; at: string } | null
  past: { status: string; points: number; at: string }[]
}

type Whole = {
  activityId: number
  kind: string
  status: string
  points: number
  given: number
  title: string
  url: string
  explanation: Explanation
  channel: { title: string; adapter: string } | null
  occurredAt: Date
  receivedAt: Date
  judgedAt: Date
  facts: Readonly<Record<string, FactValue>>
  actorHandle: string | null
  past: readonly { status: string; points: number; judgedAt: Date }[]
}

/** The part of the chain that the word itself tells. */
export function whyViewOf(
  word: Whole,
  cards: KindCards,
  pointsName: string,
  hubName: string,
  order?: OrderShown,
): Omit<WhyView, 'delivery' | 'rules' | 'entries' | 'undoneBy'> {
  const label = labelsOf([word.kind], cards)
  const account = word.actorHandle ? [{ label: 'Account', value: word.actorHandle }] : []
  return {
    id: word.activityId,
    title: word.title || didInWords(word, cards),
    url: /^https?:\/\//.test(word.url) ? word.url : null,
    did: didInWords(word, cards),
    status: word.status,
    points: word.points,
    given: word.given,
    sentence: order?.sentence ?? sentenceOf(word, cards, pointsName),
    order: order ?? null,
    channel: word.channel ? { id: word.channel.adapter, title: word.channel.title } : { id: 'generic', title: hubName },
    occurredAt: word.occurredAt.toISOString(),
    receivedAt: word.receivedAt.toISOString(),
    judgedAt: word.judgedAt.toISOString(),
    facts: [
      ...account,
      ...Object.entries(word.facts).map(([fact, value]) => ({ label: capital(label(fact).replace(/^the /, '')), value: valueInWords(value) })),
    ],
    past: word.past.map((one) => ({ status: one.status, points: one.points, at: one.judgedAt.toISOString() })),
  }
}

/** The rules' lines of a word, with the version each was judged by and the amount computed again. */
export function ruleSteps(
  word: Pick<Whole, 'explanation' | 'kind'>,
  cards: KindCards,
  versions: ReadonlyMap<string, { rule: RuleAtVersion; savedAt: Date }>,
  again: readonly Recomputed[],
  { pointsName, linked }: { pointsName: string; linked: boolean },
): WhyView['rules'] {
  return word.explanation.lines.map((line) => {
    const saved = versions.get(`${line.rule}/${line.version}`)
    return {
      line: whyLineOf(line, word.kind, cards, true),
      savedAt: saved?.savedAt.toISOString() ?? null,
      sentence: saved ? ruleInWords(saved.rule, cards, pointsName) : line.title,
      href: linked ? `/manage/rules/${line.rule}` : null,
      again: again.find((one) => one.rule === line.rule && one.version === line.version) ?? null,
    }
  })
}

const accountNames: Record<string, string> = {
  issued: 'Issued by the program',
  member: 'Balance to spend',
  held: 'Held for an order',
  store: 'Store',
  expired: 'Expired',
  adjusted: 'Corrections',
  pending: 'Pending',
}

/** An account of the book as members read it. */
export function accountInWords(account: string): string {
  return accountNames[account] ?? account
}

const entryNames: Record<string, string> = {
  hold: 'The points were set aside',
  release: 'The points came back',
  spend: 'The points were spent',
  refund: 'The points came back',
}

/** What a line of the book did, as a heading. */
export function entryInWords(kind: string): string {
  return entryNames[kind] ?? 'It was written into the book'
}
