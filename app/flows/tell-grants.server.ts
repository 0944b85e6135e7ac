import type { Scope } from '#app/db/transaction.server.ts'
import { hubSource } from '#app/domain/activities/activities.ts'
import { type Line, effectOf, pointsCurrency } from '#app/domain/ledger/ledger.ts'
import { lifetimesOf } from '#app/domain/ledger/settling.server.ts'
import { personsOf } from '#app/domain/members/settling.server.ts'
import { updateStanding } from './update-standing.server.ts'

/** Part of granting and of taking a grant back: levels, badges, paths and boards follow these lines, which stand in the book already; pages of these members wake. */
export async function tellGrants(scope: Scope, program: { timeZone: string }, lines: readonly Line[], members: readonly number[]): Promise<void> {
  const persons = await personsOf(scope, members)
  const personOf = (holder: number): number => persons.get(holder)?.person ?? holder
  const inPoints = lines.filter((line) => line.currency === pointsCurrency)
  const roots = [...new Set(inPoints.map((line) => personOf(line.memberId)))]
  const lifetimes = roots.length > 0 ? await lifetimesOf(scope, roots) : new Map<number, number>()
  await updateStanding(scope, {
    timeZone: program.timeZone,
    balances: roots.map((memberId) => ({ memberId, lifetime: lifetimes.get(memberId) ?? 0 })),
    scores: inPoints.map((line) => ({
      memberId: personOf(line.memberId),
      points: effectOf(line).lifetime,
      at: line.effectiveAt,
      sourceId: hubSource,
    })),
    deeds: [],
    touched: [...new Set(members.map(personOf))],
  })
}
