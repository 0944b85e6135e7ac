import type { Adapter, KindCard } from '#app/contract/adapter.ts'
import type { KindCards } from '#app/domain/rules/sentence.ts'

/** What happens in the hub itself, as kinds with words like any channel's. */
const hubKinds: KindCards = {
  'hub:correction': {
    when: 'a program manager corrects points',
    did: 'Correction by a program manager',
    noun: ['correction', 'corrections'],
    facts: {},
    undo: true,
  },
  'hub:points.expired': { when: 'points expire', did: 'Points expired', noun: ['expiry of points', 'expiries of points'], facts: {} },
  'hub:award': {
    when: 'a program manager gives points',
    did: 'Award by a program manager',
    noun: ['award', 'awards'],
    facts: {},
    undo: true,
  },
}

/** The kind cards of all adapters by qualified kind, with the hub's own. */
export function cardsFrom(adapters: readonly Pick<Adapter, 'id' | 'kinds'>[]): KindCards {
  const entries = adapters.flatMap((adapter) =>
    Object.entries(adapter.kinds).map(([kind, card]): [string, KindCard] => [`${adapter.id}:${kind}`, card]),
  )
  return { ...hubKinds, ...Object.fromEntries(entries) }
}

/** The adapter's part of a qualified kind. */
export function adapterOf(kind: string): string {
  return kind.slice(0, kind.indexOf(':'))
}

/** The card of a kind; one that no adapter names any more still has words. */
export function cardOf(cards: KindCards, kind: string): KindCard {
  const plain = kind.slice(kind.indexOf(':') + 1).replaceAll(/[._]/g, ' ')
  return cards[kind] ?? { when: `“${plain}” happens`, did: plain.charAt(0).toUpperCase() + plain.slice(1), noun: [plain, plain], facts: {} }
}

/** A noun with its article: "an accepted answer". */
export function withArticle(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`
}

/** A sentence's first letter in upper case. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
