import type { Adapter, KindCard } from '#app/contract/adapter.ts'
import { hubKinds } from '#app/domain/activities/hub-kinds.ts'
import type { KindCards } from '#app/domain/rules/sentence.ts'

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
