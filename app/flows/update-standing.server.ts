import type { Scope } from '#app/db/transaction.server.ts'
import { wake } from '#app/db/wake.server.ts'
import type { ScoreChange } from '#app/domain/boards/boards.ts'
import { addScores } from '#app/domain/boards/commands.server.ts'
import { type TallyChange, updateLevels, updateTallies } from '#app/domain/standing/commands.server.ts'

/** What was written into the book, as standing and boards need it. */
export type Tail = {
  timeZone: string
  balances: readonly { memberId: number; lifetime: number }[]
  scores: readonly ScoreChange[]
  tallies: readonly TallyChange[]
  /** Members who have news even if no points moved. */
  touched?: readonly number[]
}

/** The tail of every story that moves points: levels, badges and boards follow in the same transaction, pages wake after it. */
export async function updateStanding(scope: Scope, tail: Tail): Promise<void> {
  await updateLevels(scope, tail.balances)
  await updateTallies(scope, tail.tallies)
  await addScores(scope, tail.scores, tail.timeZone)
  const members = new Set([...tail.balances.map((balance) => balance.memberId), ...(tail.touched ?? [])])
  if (members.size > 0) scope.afterCommit(() => wake(scope.program, members))
}
