import type { Scope } from '#app/db/transaction.server.ts'
import { activityTimes } from '#app/domain/activities/settling.server.ts'
import { post } from '#app/domain/ledger/commands.server.ts'
import { effectOf, pointsCurrency } from '#app/domain/ledger/ledger.ts'
import { recordedLines } from '#app/domain/ledger/settling.server.ts'
import { personsOf } from '#app/domain/members/settling.server.ts'
import { repeatMerges } from '#app/domain/members/replaying.server.ts'
import { rebuildMembers } from './rebuild-members.server.ts'
import { sumLifetimes } from './sum-lifetimes.server.ts'
import { updateStanding } from './update-standing.server.ts'

/**
 * Part of a replay: a turn in which no rule judged. What people decided, and what the clock did, is written as it was decided, each line under its own
 * key; what follows from it (debts, levels, boards) is worked out again.
 */
export async function repeatDecision(scopeAt: (now: Date) => Scope, timeZone: string, turn: number): Promise<void> {
  const { lines, at } = await recordedLines(scopeAt(new Date()), turn)
  const scope = scopeAt(at ?? new Date())
  const merged = await repeatMerges(scope, turn)
  if (merged.length > 0) await rebuildMembers(scope, timeZone, merged)
  if (lines.length === 0) return
  const posted = await post(scope, turn, lines)
  const persons = await personsOf(
    scope,
    lines.map((line) => line.memberId),
  )
  const times = await activityTimes(
    scope,
    lines.flatMap((line) => line.activityId ?? []),
  )
  await updateStanding(scope, {
    timeZone,
    balances: await sumLifetimes(scope, posted.balances),
    scores: lines
      .filter((line) => line.currency === pointsCurrency && effectOf(line).lifetime !== 0)
      .map((line) => ({
        memberId: persons.get(line.memberId)?.person ?? line.memberId,
        points: effectOf(line).lifetime,
        at: line.effectiveAt,
        sourceId: (line.activityId === null ? undefined : times.get(line.activityId)?.sourceId) ?? 0,
      })),
    deeds: [],
  })
}
