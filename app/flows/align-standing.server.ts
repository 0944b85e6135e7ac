import type { Scope } from '#app/db/transaction.server.ts'
import { lifetimesOf } from '#app/domain/ledger/settling.server.ts'
import { alignBadges, type Moved, updateLevels, updatePaths, updateStreaks } from '#app/domain/standing/commands.server.ts'
import { countedIn, definitionsIn, personsAfter } from '#app/domain/standing/settling.server.ts'
import { tellStanding } from './tell-standing.server.ts'

/** What was newly defined: badges by slug, or a streak whose days are still to be counted. */
export type Defined = { badges?: readonly string[]; newStreak?: string }

const portion = 500

/**
 * Brings what stands in line with what is defined, for these members or for everybody: badges that were written anew, a new streak, and the levels and
 * paths that follow. Under the settling lock, like everything that moves standing.
 */
export async function alignStanding(scope: Scope, defined: Defined = {}, members: readonly number[] | null = null): Promise<void> {
  if (members) return align(scope, defined, members)
  for (let after = 0; ;) {
    const next = await personsAfter(scope, after, portion)
    if (next.length === 0) return
    await align(scope, defined, next)
    after = next.at(-1) ?? after
  }
}

async function align(scope: Scope, { badges = [], newStreak }: Defined, members: readonly number[]): Promise<void> {
  const definitions = await definitionsIn(scope)
  const causes = new Map<number, { activityId: number; at: Date }>()
  const moved: Moved[] = []
  const written = definitions.badges.filter((badge) => badges.includes(badge.slug))
  moved.push(await alignBadges(scope, written, members, causes))
  const streak = definitions.streaks.find((one) => one.slug === newStreak)
  if (streak) moved.push(await updateStreaks(scope, [streak], await countedIn(scope, members), causes))
  const lifetimes = await lifetimesOf(scope, members)
  const balances = members.map((memberId) => ({ memberId, lifetime: lifetimes.get(memberId) ?? 0 }))
  moved.push(await updateLevels(scope, definitions, balances, causes))
  moved.push(await updatePaths(scope, definitions, members, causes))
  await tellStanding(scope, moved)
}
