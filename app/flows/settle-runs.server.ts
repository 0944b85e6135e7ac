import type { Scope } from '#app/db/transaction.server.ts'
import type { Waiting } from '#app/domain/activities/commands.server.ts'
import type { Owner } from '#app/domain/members/settling.server.ts'
import type { RuleInForce } from '#app/domain/rules/judge.ts'
import type { Asked } from './read-traits.server.ts'
import { settleDeeds } from './settle-deeds.server.ts'
import { takeBackDeed } from './take-back-deed.server.ts'

/** What settling a batch looked up that can change afterwards. */
export type SettledRuns = { owners: ReadonlyMap<string, Owner>; asked: readonly (Asked | null)[] }

/** Part of settling, and of a replay: settles a batch run by run, in its order. Answers the accounts that were looked up and whose they are, and what each run asked of levels and roles. */
export async function settleRuns(
  scope: Scope,
  turn: number,
  timeZone: string,
  waiting: readonly Waiting[],
  rules: readonly RuleInForce[],
  told: readonly (Asked | null)[] = [],
): Promise<SettledRuns> {
  const owners = new Map<string, Owner>()
  const asked: (Asked | null)[] = []
  for (const [index, run] of runsOf(waiting).entries()) {
    asked[index] = null
    const [first] = run
    if (first && first.undoes !== null) await takeBackDeed(scope, turn, timeZone, { ...first, undoes: first.undoes }, rules)
    else {
      const settled = await settleDeeds(scope, turn, timeZone, run, rules, told[index])
      for (const [account, owner] of settled.owners) owners.set(account, owner)
      asked[index] = settled.asked
    }
  }
  return { owners, asked }
}

/** Cuts a batch, in its order, into runs that can be settled set by set: an undo stands alone, and no subject occurs twice in a run. */
function runsOf(waiting: readonly Waiting[]): Waiting[][] {
  const runs: Waiting[][] = []
  let subjects = new Set<string>()
  for (const activity of waiting) {
    const last = runs.at(-1)
    const alone = activity.undoes !== null || !last || (last[0]?.undoes ?? null) !== null || subjects.has(activity.subject)
    if (alone) {
      runs.push([activity])
      subjects = new Set([activity.subject])
    } else {
      last.push(activity)
      subjects.add(activity.subject)
    }
  }
  return runs
}
