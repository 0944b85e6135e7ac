import type { Scope } from '#app/db/transaction.server.ts'
import type { Waiting } from '#app/domain/activities/commands.server.ts'
import type { Owner } from '#app/domain/members/settling.server.ts'
import type { RuleInForce } from '#app/domain/rules/judge.ts'
import { settleDeeds } from './settle-deeds.server.ts'
import { takeBackDeed } from './take-back-deed.server.ts'

/** Part of settling, and of a replay: settles a batch run by run, in its order. Answers the accounts that were looked up and whose they are. */
export async function settleRuns(
  scope: Scope,
  turn: number,
  timeZone: string,
  waiting: readonly Waiting[],
  rules: readonly RuleInForce[],
): Promise<Map<string, Owner>> {
  const owners = new Map<string, Owner>()
  for (const run of runsOf(waiting)) {
    const [first] = run
    if (first && first.undoes !== null) await takeBackDeed(scope, turn, timeZone, { ...first, undoes: first.undoes }, rules)
    else for (const [account, owner] of await settleDeeds(scope, turn, timeZone, run, rules)) owners.set(account, owner)
  }
  return owners
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
