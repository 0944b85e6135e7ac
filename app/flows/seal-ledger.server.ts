import { inTransaction } from '#app/db/transaction.server.ts'
import { chainKey } from '#app/domain/ledger/chain.server.ts'
import { sealBlock } from '#app/domain/ledger/commands.server.ts'
import { lastTurn } from '#app/domain/programs/settling.server.ts'
import { programKey } from '#app/domain/programs/queries.server.ts'
import { logFor } from '#app/foundation/log.ts'

/**
 * Puts the next finished turns of the book under a hash that hangs on the hash before it and on the program's key. Answers how many turns were sealed;
 * zero when there are none. The new head goes into the log as well, so that it also stands where no superuser of the database reaches.
 */
export async function sealLedger(program: number): Promise<number> {
  const key = chainKey(await programKey(program))
  const sealed = await inTransaction({ program, by: null }, async (scope) => sealBlock(scope, key, await lastTurn(scope)))
  if (!sealed) return 0
  logFor('ledger').info({ program, block: sealed.id, turn: sealed.toTurn, head: sealed.hash.toString('hex') }, 'The book is sealed up to this turn.')
  return sealed.toTurn - sealed.fromTurn + 1
}
