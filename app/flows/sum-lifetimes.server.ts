import type { Scope } from '#app/db/transaction.server.ts'
import { pointsCurrency } from '#app/domain/ledger/ledger.ts'
import { lifetimesOf } from '#app/domain/ledger/settling.server.ts'
import { mergedInto, personsOf } from '#app/domain/members/settling.server.ts'

/**
 * Part of every story that moves points: the lifetime points of the persons behind the holders whose balances changed, all their holders added up. Who is behind
 * them is looked up unless it is told.
 */
export async function sumLifetimes(
  scope: Scope,
  balances: readonly { memberId: number; currency: number; lifetime: number }[],
  known: ReadonlyMap<number, number> | null = null,
): Promise<{ memberId: number; lifetime: number }[]> {
  const changed = balances.filter((balance) => balance.currency === pointsCurrency).map((balance) => balance.memberId)
  if (changed.length === 0) return []
  const persons = new Set(
    known ? changed.map((holder) => known.get(holder) ?? holder) : [...(await personsOf(scope, changed)).values()].map((who) => who.person),
  )
  const several = await mergedInto(scope, [...persons])
  const lifetimes = new Map(
    balances.flatMap(({ memberId, currency, lifetime }) => (currency === pointsCurrency && !several.has(memberId) ? [[memberId, lifetime]] : [])),
  )
  const others = [...persons].filter((person) => !lifetimes.has(person))
  if (others.length > 0) for (const [person, lifetime] of await lifetimesOf(scope, others)) lifetimes.set(person, lifetime)
  return [...persons].map((memberId) => ({ memberId, lifetime: lifetimes.get(memberId) ?? 0 }))
}
