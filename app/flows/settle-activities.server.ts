import { inTransaction, type Scope, tryLockSettling } from '#app/db/transaction.server.ts'
import { type Waiting, claimInbox, noteFailure } from '#app/domain/activities/commands.server.ts'
import { takeTurn } from '#app/domain/programs/commands.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { logFor } from '#app/foundation/log.ts'
import { settleDeeds } from './settle-deeds.server.ts'
import { takeBackDeed } from './take-back-deed.server.ts'

/** What one round did: how many activities left the queue's front, or that another worker is at it. */
export type Settled = { kind: 'settled'; count: number } | { kind: 'busy' }

/**
 * Settles the oldest waiting activities of a program in one transaction. A batch that fails is taken back and tried one by one, so that one bad
 * activity never blocks its neighbors; the bad one waits with growing delay and is parked after twelve tries.
 */
export async function settleActivities(program: Program, size = 300): Promise<Settled> {
  try {
    return await settleBatch(program, size, null)
  } catch (error) {
    logFor('settle').warn({ program: program.id, error: (error as Error).message }, 'A batch failed and is tried one by one.')
    return settleSingly(program, size)
  }
}

async function settleBatch(program: Program, size: number, only: number | null): Promise<Settled> {
  return inTransaction({ program: program.id, by: null }, async (scope) => {
    if (!(await tryLockSettling(scope))) return { kind: 'busy' }
    const waiting = await claimInbox(scope, size, only)
    if (waiting.length === 0) return { kind: 'settled', count: 0 }
    const turn = await takeTurn(scope)
    for (const run of runsOf(waiting)) await settleRun(scope, turn, program.timeZone, run)
    return { kind: 'settled', count: waiting.length }
  })
}

async function settleSingly(program: Program, size: number): Promise<Settled> {
  const actor = { program: program.id, by: null }
  const ids = await inTransaction(actor, async (scope) => (await claimInbox(scope, size)).map((waiting) => waiting.id))
  for (const id of ids) {
    try {
      if ((await settleBatch(program, 1, id)).kind === 'busy') return { kind: 'busy' }
    } catch (error) {
      logFor('settle').error({ program: program.id, activity: id, error: (error as Error).message }, 'An activity could not be settled; it waits.')
      await inTransaction(actor, (scope) => noteFailure(scope, id, (error as Error).message))
    }
  }
  return { kind: 'settled', count: ids.length }
}

async function settleRun(scope: Scope, turn: number, timeZone: string, run: readonly Waiting[]): Promise<void> {
  const [first] = run
  if (first && first.undoes !== null) return takeBackDeed(scope, turn, timeZone, { ...first, undoes: first.undoes })
  return settleDeeds(scope, turn, timeZone, run)
}

/** Cuts a batch, in its order, into runs that can be settled set by set: an undo stands alone, and no subject occurs twice in a run. */
export function runsOf(waiting: readonly Waiting[]): Waiting[][] {
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
