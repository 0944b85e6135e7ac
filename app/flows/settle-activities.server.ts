import { inTransaction, tryLockSettling } from '#app/db/transaction.server.ts'
import { type Waiting, claimInbox, noteFailure } from '#app/domain/activities/commands.server.ts'
import { noteTurn, takeTurn } from '#app/domain/programs/commands.server.ts'
import { accountKey } from '#app/domain/programs/journal.server.ts'
import { programKey } from '#app/domain/programs/queries.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { rulesInForce } from '#app/domain/rules/queries/settling.server.ts'
import { logFor } from '#app/foundation/log.ts'
import { closeStagesByDeeds } from './close-stages-by-deeds.server.ts'
import { type SettledRuns, settleRuns } from './settle-runs.server.ts'

/** What one round did: how many activities left the queue's front, or that another worker is at it. */
export type Settled = { kind: 'settled'; count: number } | { kind: 'busy' }

/**
 * Settles the oldest waiting activities of a program in one transaction. A batch that fails is taken back and tried one by one, so that one bad
 * activity never blocks its neighbors; the bad one waits with growing delay and is parked after twelve tries.
 */
export async function settleActivities(program: Program, size = 1_000): Promise<Settled> {
  try {
    return await settleBatch(program, size, null)
  } catch (error) {
    logFor('settle').warn({ program: program.id, error: (error as Error).message }, 'A batch failed and is tried one by one.')
    return settleSingly(program, size)
  }
}

async function settleBatch(program: Program, size: number, only: number | null): Promise<Settled> {
  const key = await programKey(program.id)
  return inTransaction({ program: program.id, by: null }, async (scope) => {
    if (!(await tryLockSettling(scope))) return { kind: 'busy' }
    const waiting = await claimInbox(scope, size, only)
    if (waiting.length === 0) return { kind: 'settled', count: 0 }
    const [turn, rules] = await Promise.all([takeTurn(scope), rulesInForce(scope)])
    const settled = await settleRuns(scope, turn, program.timeZone, waiting, rules)
    const noted = noteTurn(scope, turn, 'settle', journal(waiting, settled, key))
    await Promise.all([noted, closeStagesByDeeds(scope, program, waiting, settled.owners)])
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

/** What a replay must be told, because it can change afterwards: which activities, whose the accounts were, who was on the list of those who never earn, which levels and roles rules asked for. */
function journal(waiting: readonly Waiting[], { owners, asked }: SettledRuns, key: Uint8Array): object {
  const people = [...owners].map(([account, owner]) => [accountKey(key, account), owner.memberId, owner.person, owner.active, owner.timeZone])
  const marked = (pick: (activity: Waiting) => boolean): number[] => waiting.filter(pick).map((activity) => activity.id)
  const told = { activities: waiting.map((activity) => activity.id), again: marked((one) => one.again), ignored: marked((one) => one.actorIgnored) }
  return { ...told, people, ...(asked.some((one) => one !== null) && { asked }) }
}
