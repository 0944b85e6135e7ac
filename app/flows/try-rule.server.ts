import { type Actor, type Scope, inTransaction } from '#app/db/transaction.server.ts'
import { lifetimesOf, policyAt } from '#app/domain/ledger/settling.server.ts'
import { type Gain, type Rehearsed, alwaysOn, emptyMemory, rehearse, sumUp } from '#app/domain/rules/rehearsal.ts'
import { judgementsOf, rulesInForce } from '#app/domain/rules/queries/settling.server.ts'
import type { RuleDefinition } from '#app/domain/rules/rules.ts'
import { heldBySlug } from '#app/domain/standing/levels.ts'
import { type Gaining, movesOf } from '#app/domain/standing/moves.ts'
import { definitionsIn, grantsIn, talliesIn } from '#app/domain/standing/settling.server.ts'
import { plainUuid } from '#app/foundation/crypto.server.ts'
import { recallPast } from './recall-past.server.ts'

/** Which past a draft is tried on: deeds done in [from, until), in these channels (null: all), the latest `most` of them. */
export type Trial = { from: Date | null; until: Date | null; sources: readonly number[] | null; most: number }

/** What a draft would have done: row by row, in sums, to levels and badges (by title), and in money (`cost` in `unit`; null where points have no value). */
export type Tried = {
  rows: Rehearsed[]
  looked: number
  paid: number
  points: number
  gains: Gain[]
  levels: { handle: string; from: string | null; to: string | null }[]
  badges: { handle: string; badge: string; tier: number }[]
  cost: { amount: number; unit: string } | null
}

/** Plays a draft over the recorded past as if it had been on for exactly that part, with people nobody has claimed as well. Writes nothing. */
export function tryRule(draft: RuleDefinition, trial: Trial, by: Actor, timeZone: string): Promise<Tried> {
  return inTransaction(by, async (scope) => {
    const { deeds, companions } = await recallPast(scope, draft, { ...trial, settled: false })
    const rows = rehearse(alwaysOn(draft), await rulesInForce(scope), deeds, companions, emptyMemory(timeZone, plainUuid))
    const sums = sumUp(rows)
    const moves = await standingMoves(scope, draft, rows, sums.gains)
    const { worth, worthUnit } = await policyAt(scope)
    const priced = worth !== null && draft.currency === 'points'
    return { rows, ...sums, ...moves, cost: priced ? { amount: (sums.points * worth) / 10_000, unit: worthUnit } : null }
  })
}

/** Which levels and badges of known people would move. What counts already counts no second time. */
async function standingMoves(
  scope: Scope,
  draft: RuleDefinition,
  rows: readonly Rehearsed[],
  gains: readonly Gain[],
): Promise<Pick<Tried, 'levels' | 'badges'>> {
  const given = rows.flatMap(({ deed, given }) =>
    given.filter((one) => one.person > 0 && one.line.outcome === 'paid').map((one) => ({ ...one, deed })),
  )
  const persons = [...new Set(given.map((one) => one.person))]
  if (persons.length === 0) return { levels: [], badges: [] }
  const words = await judgementsOf(
    scope,
    given.map((one) => one.deed.activityId),
  )
  const counts = new Set(words.filter((word) => word.status === 'counted' || word.status === 'pending').map((word) => word.activityId))
  const { levels, badges } = await definitionsIn(scope)
  const lifetimes = await lifetimesOf(scope, persons)
  const tallies = await talliesIn(scope, persons)
  const grants = await grantsIn(scope, persons)
  const points = new Map(gains.map((gain) => [gain.person, draft.currency === 'points' ? gain.points : 0]))
  const people = persons.map((person): Gaining => {
    const own = given.filter((one) => one.person === person)
    const fresh = own.filter((one) => one.line.role === undefined && !counts.has(one.deed.activityId)).map((one) => one.deed.kind)
    const gifts = own.flatMap((one) => (one.line.also ?? []).flatMap((effect) => ('badge' in effect ? [effect.badge] : [])))
    const held = heldBySlug(badges, grants.get(person) ?? [])
    const kinds = new Map(
      [...tallies].flatMap(([key, count]) => (key.startsWith(`${person}/`) ? [[key.slice(key.indexOf('/') + 1), count] as const] : [])),
    )
    const sums = { lifetime: lifetimes.get(person) ?? 0, points: points.get(person) ?? 0 }
    return { person, ...sums, held, tallies: kinds, counted: tallied(fresh), given: tallied(gifts) }
  })
  const handles = new Map(given.map((one) => [one.person, one.handle]))
  const titles = new Map(levels.map((level) => [level.rank, level.title]))
  const names = new Map(badges.map((badge) => [badge.slug, badge.title]))
  const moves = movesOf(levels, badges, people)
  return {
    levels: moves.levels.map((move) => ({
      handle: handles.get(move.person) ?? '',
      from: titles.get(move.from) ?? null,
      to: titles.get(move.to) ?? null,
    })),
    badges: moves.badges.map((move) => ({ handle: handles.get(move.person) ?? '', badge: names.get(move.badge) ?? move.badge, tier: move.tier })),
  }
}

function tallied(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}
