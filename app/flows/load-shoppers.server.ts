import type { Scope } from '#app/db/transaction.server.ts'
import { audiencesWith } from '#app/domain/boards/queries/audience.server.ts'
import { segmentsOf } from '#app/domain/boards/queries/choices.server.ts'
import { heldAmong } from '#app/domain/conduct/settling.server.ts'
import { pointsCurrency } from '#app/domain/ledger/ledger.ts'
import { sumsOf } from '#app/domain/ledger/settling.server.ts'
import { countriesOf, peopleBehind, traitsOf } from '#app/domain/members/settling.server.ts'
import type { Names, Shopper } from '#app/domain/store/barriers.ts'
import type { Caution } from '#app/domain/store/caution.ts'
import { countryName } from '#app/domain/store/shipping.ts'
import { type PastOrder, pastOrdersOf, trustOf } from '#app/domain/store/settling.server.ts'
import type { Definitions } from '#app/domain/standing/standing.ts'
import { definitionsIn, grantsIn, levelRanksOf } from '#app/domain/standing/settling.server.ts'
import { undoneStates } from '#app/domain/store/orders.ts'

/** A person at the till: what decides about barriers, what decides about caution, and their accounts with what each has to spend. */
export type Loaded = { shopper: Shopper; caution: Omit<Caution, 'sharedWith'>; holders: number[]; spendable: Map<number, number> }

/** Part of redeeming: everything the till asks about these persons, and how things are called. `yearFrom`: since when the yearly value counts. */
export async function loadShoppers(
  scope: Scope,
  persons: readonly number[],
  asks: { segments: readonly number[]; yearFrom: Date; points: string },
): Promise<{ loaded: Map<number, Loaded>; names: Names }> {
  const people = await peopleBehind(scope, persons)
  const accounts = people.map((one) => one.id)
  const sums = await sumsOf(scope, pointsCurrency, accounts)
  const levels = await levelRanksOf(scope, persons)
  const grants = await grantsIn(scope, persons)
  const definitions = await definitionsIn(scope)
  const countries = await countriesOf(scope, persons)
  const traits = await traitsOf(scope, persons)
  const past = await pastOrdersOf(scope, accounts)
  const trust = await trustOf(scope, accounts)
  const held = await heldAmong(scope, persons)
  const segments = asks.segments.length > 0 ? await segmentsOf(scope.program, scope.sql) : []
  const slugs = new Map(definitions.badges.map((badge) => [badge.id, badge.slug]))
  const loaded = new Map<number, Loaded>()
  for (const id of new Set(people.map((one) => one.person))) {
    const holders = people.filter((one) => one.person === id).map((one) => one.id)
    const spendable = new Map(holders.map((holder) => [holder, sums.get(holder)?.spendable ?? 0]))
    const owed = holders.reduce((sum, holder) => sum + (sums.get(holder)?.debt ?? 0), 0)
    const own = past.filter((order) => holders.includes(order.memberId))
    const standing = own.filter((order) => !undoneStates.includes(order.state))
    loaded.set(id, {
      holders,
      spendable,
      shopper: {
        id,
        spendable: Math.max(0, [...spendable.values()].reduce((sum, part) => sum + part, 0) - owed),
        level: levels.get(id) ?? 0,
        badges: new Set((grants.get(id) ?? []).flatMap((grant) => slugs.get(grant.badgeId) ?? [])),
        segments: await segmentsWith(scope, id, asks.segments),
        country: countries.get(id) ?? null,
        orders: standing.map(({ rewardId, at }) => ({ rewardId, at })),
      },
      caution: {
        trusted: held.has(id) ? false : (holders.map((holder) => trust.get(holder)).find((one) => one !== undefined) ?? null),
        daysHere: (scope.now.getTime() - (traits.get(id)?.joinedAt ?? scope.now).getTime()) / 86_400_000,
        ...countsOf(own, standing, scope.now, asks.yearFrom),
      },
    })
  }
  return { loaded, names: namesOf(definitions, segments, asks.points) }
}

function namesOf(definitions: Definitions, segments: readonly { id: number; title: string }[], points: string): Names {
  const level = new Map(definitions.levels.map((one) => [one.rank, one.title]))
  const badge = new Map(definitions.badges.map((one) => [one.slug, one.title]))
  const segment = new Map(segments.map((one) => [one.id, one.title]))
  return {
    level: (rank) => `“${level.get(rank) ?? rank}”`,
    badge: (slug) => `“${badge.get(slug) ?? slug}”`,
    segment: (id) => `“${segment.get(id) ?? 'a group that is gone'}”`,
    country: countryName,
    points,
  }
}

function countsOf(own: readonly PastOrder[], standing: readonly PastOrder[], now: Date, yearFrom: Date) {
  return {
    delivered: standing.filter((order) => order.state === 'delivered').length,
    ordersToday: own.filter((order) => order.at.getTime() > now.getTime() - 86_400_000).length,
    yearValue: standing.filter((order) => order.at >= yearFrom).reduce((sum, order) => sum + order.taxValue, 0),
  }
}

async function segmentsWith(scope: Scope, person: number, segments: readonly number[]): Promise<Set<number>> {
  if (segments.length === 0) return new Set()
  const audiences = segments.map((id) => ({ segments: [id] }))
  const inside = await audiencesWith(scope.program, person, audiences, scope.now, scope.sql)
  return new Set(segments.filter((_, n) => inside[n]))
}
