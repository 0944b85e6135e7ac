import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { type Gain, type Rehearsed, alwaysOn, emptyMemory, rehearse, sumUp } from '#app/domain/rules/rehearsal.ts'
import { rulesInForce } from '#app/domain/rules/queries/settling.server.ts'
import type { RuleDefinition } from '#app/domain/rules/rules.ts'
import { plainUuid } from '#app/foundation/crypto.server.ts'
import { recallPast } from './recall-past.server.ts'

/** Which past a draft is tried on: deeds done in [from, until), in these channels (null: all), the latest `most` of them. */
export type Trial = { from: Date | null; until: Date | null; sources: readonly number[] | null; most: number }

export type Tried = { rows: Rehearsed[]; looked: number; paid: number; points: number; gains: Gain[] }

/** Plays a draft over the recorded past as if it had been on for exactly that part, with people nobody has claimed as well. Writes nothing. */
export function tryRule(draft: RuleDefinition, trial: Trial, by: Actor, timeZone: string): Promise<Tried> {
  return inTransaction(by, async (scope) => {
    const { deeds, companions } = await recallPast(scope, draft, { ...trial, settled: false })
    const rows = rehearse(alwaysOn(draft), await rulesInForce(scope), deeds, companions, emptyMemory(timeZone, plainUuid))
    return { rows, ...sumUp(rows) }
  })
}
