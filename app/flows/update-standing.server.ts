import type { Scope } from '#app/db/transaction.server.ts'
import { wake } from '#app/db/wake.server.ts'
import { markDeeds } from '#app/domain/announcements/commands.server.ts'
import type { ScoreChange } from '#app/domain/boards/boards.ts'
import { addScores } from '#app/domain/boards/commands.server.ts'
import { lifetimesOf } from '#app/domain/ledger/settling.server.ts'
import {
  type Causes,
  countDeeds,
  type Moved,
  pathMembers,
  stampsBy,
  updateBadges,
  updateCards,
  updateLevels,
  updatePaths,
  updateStreaks,
} from '#app/domain/standing/commands.server.ts'
import { asksBadges } from '#app/domain/standing/levels.ts'
import { definitionsIn } from '#app/domain/standing/settling.server.ts'
import type { DeedChange, Definitions } from '#app/domain/standing/standing.ts'
import { tellStanding } from './tell-standing.server.ts'

/** What was written into the book, as standing and boards need it. */
export type Tail = {
  timeZone: string
  /** Points only: the person's lifetime points after the lines. */
  balances: readonly { memberId: number; lifetime: number }[]
  scores: readonly ScoreChange[]
  /** Own deeds that begin to count or no longer do. */
  deeds: readonly DeedChange[]
  /** Members who have news even if no points moved. */
  touched?: readonly number[]
}

/**
 * The tail of every story that moves points: levels, badges, streaks, cards, paths and boards follow in the same transaction, pages wake after it.
 * What was reached or lost becomes activities of the hub, settled like any other.
 */
export async function updateStanding(scope: Scope, tail: Tail): Promise<void> {
  await Promise.all([moveStanding(scope, tail), addScores(scope, tail.scores, tail.timeZone)])
  const members = new Set([...tail.balances.map((balance) => balance.memberId), ...(tail.touched ?? [])])
  if (members.size > 0) scope.afterCommit(() => wake(scope.program, members))
}

async function moveStanding(scope: Scope, tail: Tail): Promise<void> {
  const [definitions, { rows, moves }] = await Promise.all([definitionsIn(scope), countDeeds(scope, tail.deeds)])
  const causes: Causes = new Map(rows.map((row) => [row.memberId, { activityId: row.activityId, at: row.at }]))
  const badges = await updateBadges(scope, definitions.badges, moves, causes)
  const streaks = await updateStreaks(scope, definitions.streaks, rows, causes)
  const cards = await updateCards(scope, stampsBy(definitions.cards, rows), causes)
  const levels = await updateLevels(scope, definitions, await balancesOf(scope, definitions, tail, badges), causes)
  const moved = [badges, levels].flatMap((one) => [...one.gains, ...one.losses].map((change) => change.memberId))
  const others = asksHeld(definitions) ? [...moved, ...(tail.touched ?? [])] : moved
  const paths = await updatePaths(scope, definitions, pathMembers(definitions.paths, moves, others), causes)
  const marks = rows.map(({ activityId, memberId, kind, by }) => ({ activityId, memberId, kind, counts: by === 1 }))
  await Promise.all([tellStanding(scope, [badges, streaks, cards, levels, paths], cards.nudges), markDeeds(scope, marks)])
}

/** True if a stage of a path asks for a badge: then badges that rules gave just before count too. */
function asksHeld({ paths }: Definitions): boolean {
  return paths.some((path) => path.stages.some((stage) => stage.needs.some((need) => need.type === 'badge')))
}

/** Where levels ask for badges, whoever has other badges (or got one by a rule) is looked at too, even if no points moved. */
async function balancesOf(scope: Scope, { levels }: Definitions, tail: Tail, badges: Moved): Promise<Tail['balances']> {
  if (!asksBadges(levels)) return tail.balances
  const known = new Set(tail.balances.map((balance) => balance.memberId))
  const changed = [...[...badges.gains, ...badges.losses].map((one) => one.memberId), ...(tail.touched ?? [])]
  const missing = changed.filter((memberId) => !known.has(memberId))
  if (missing.length === 0) return tail.balances
  const lifetimes = await lifetimesOf(scope, [...new Set(missing)])
  return [...tail.balances, ...[...new Set(missing)].map((memberId) => ({ memberId, lifetime: lifetimes.get(memberId) ?? 0 }))]
}
