// Takes a person's words out of facts and explanations so that every comparison of every rule comes out as before: what a rule itself says may stay, and
// nothing else. So a replay gives the same book, and "why?" the same answer, without the words.
import type { FactValue } from './explanation.ts'
import type { Condition, RuleDefinition } from './rules.ts'

/** By fact, what rules compare it with, in lower case. */
export type Compared = ReadonlyMap<string, ReadonlySet<string>>

/** What all these rules compare facts with: the values of their conditions and of their stages. */
export function comparedBy(rules: readonly Pick<RuleDefinition, 'condition' | 'byValue'>[]): Compared {
  const compared = new Map<string, Set<string>>()
  const add = (fact: string, values: readonly unknown[]): void => {
    const known = compared.get(fact) ?? new Set()
    compared.set(fact, known)
    for (const value of values) known.add(String(value).toLowerCase())
  }
  const follow = (condition: Condition): void => {
    if ('fact' in condition) add(condition.fact, [condition.value].flat())
    else Object.values(condition).forEach((parts: Condition[]) => parts.forEach(follow))
  }
  for (const { condition, byValue } of rules) {
    follow(condition)
    if (byValue) add(byValue.fact, Object.keys(byValue.amounts))
  }
  return compared
}

const left = '…'

/** A text without its words: of what rules look for, that which is in it stays. */
function bare(value: string, wanted: ReadonlySet<string>): string {
  const plain = value.toLowerCase()
  if (plain === '' || wanted.has(plain)) return value
  return [left, ...[...wanted].filter((one) => one !== '' && plain.includes(one)), left].join(' ')
}

/** A fact without a person's words. Numbers and yes or no say nothing of them. */
export function withoutWords(fact: string, value: FactValue, compared: Compared): FactValue {
  const wanted = compared.get(fact) ?? new Set()
  if (typeof value === 'string') return bare(value, wanted)
  if (!Array.isArray(value)) return value
  return (value as readonly string[]).map((entry) => (wanted.has(entry.toLowerCase()) ? entry : left))
}

/** Says of a fact and what stood in it whether it is a person's own words, or names them. */
export type Personal = (fact: string, value: FactValue) => boolean

/** An explanation, kept whole or small, without the words of a person. */
export function forgetIn<Part>(part: Part, personal: Personal, compared: Compared): Part {
  if (Array.isArray(part)) return part.map((one: unknown) => forgetIn(one, personal, compared)) as Part
  if (part === null || typeof part !== 'object') return part
  const forget = (fact: string, value: unknown): unknown =>
    value !== null && personal(fact, value as FactValue) ? withoutWords(fact, value as FactValue, compared) : value
  const { test, fact } = part as { test?: { fact?: string }; fact?: string }
  const about = test?.fact ?? fact
  return Object.fromEntries(
    Object.entries(part).map(([name, value]: [string, unknown]) => {
      if (name === 'test') return [name, value]
      if (name === 'lines' && typeof value === 'string') return [name, JSON.stringify(forgetIn(JSON.parse(value) as unknown, personal, compared))]
      if (name === 'actual' && about) return [name, forget(about, value)]
      if (name === 'seen') return [name, Object.fromEntries(Object.entries(value as object).map(([key, seen]) => [key, forget(key, seen)]))]
      return [name, forgetIn(value, personal, compared)]
    }),
  ) as Part
}
