import type { Scope } from '#app/db/transaction.server.ts'
import { wake } from '#app/db/wake.server.ts'
import { activityTimes } from '#app/domain/activities/settling.server.ts'
import { markDue } from '#app/domain/announcements/commands.server.ts'
import { replaceScores } from '#app/domain/boards/commands.server.ts'
import { lifetimesOf, scoredLinesOf } from '#app/domain/ledger/settling.server.ts'
import { peopleBehind } from '#app/domain/members/settling.server.ts'
import { countedDeedsOf, recountRules } from '#app/domain/rules/commands/recount.server.ts'
import { rebuildStanding } from '#app/domain/standing/commands.server.ts'
import type { DeedChange } from '#app/domain/standing/standing.ts'

/**
 * Part of merging and splitting: computes everything that is kept by person anew for the persons concerned, from the lines of the book and the deeds that
 * count: limits, boards, levels, badges, tallies. Needs no key of its own: twice is as good as once. Hold the settling lock.
 */
export async function rebuildMembers(scope: Scope, timeZone: string, members: readonly number[]): Promise<void> {
  const people = await peopleBehind(scope, members)
  const persons = new Map(people.map((one) => [one.id, one.person]))
  const personOf = (holder: number): number => persons.get(holder) ?? holder
  const holders = [...persons.keys()]
  await recountRules(scope, persons)
  const lines = await scoredLinesOf(scope, holders)
  const sources = await activityTimes(
    scope,
    lines.flatMap((line) => line.activityId ?? []),
  )
  const changes = lines.map(({ memberId, points, at, activityId }) => ({
    memberId: personOf(memberId),
    points,
    at,
    sourceId: activityId === null ? 0 : (sources.get(activityId)?.sourceId ?? 0),
  }))
  await replaceScores(scope, holders, changes, timeZone)
  const zones = new Map(people.map((one) => [one.person, one.timeZone]))
  const lifetimes = await lifetimesOf(scope, [...zones.keys()])
  const groups = people.map(({ id, person }) => ({
    memberId: id,
    lifetime: person === id ? (lifetimes.get(id) ?? 0) : 0,
    holders: people.flatMap((other) => (other.person === id ? [other.id] : [])),
  }))
  const deeds = new Map<string, DeedChange>()
  for (const deed of await countedDeedsOf(scope, holders)) {
    const memberId = personOf(deed.memberId)
    const key = `${memberId}/${deed.subject}`
    // Of several versions of one deed the earliest alone counts.
    if (!deeds.has(key)) deeds.set(key, { ...deed, memberId, by: 1, timeZone: zones.get(memberId) ?? 'UTC' })
  }
  await rebuildStanding(scope, groups, [...deeds.values()])
  await markDue(scope, holders)
  scope.afterCommit(() => wake(scope.program, holders))
}
