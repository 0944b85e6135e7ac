import type { Scope } from '#app/db/transaction.server.ts'
import { type SealedLine, beginning, hashBlock, linesOfTurns } from '#app/domain/ledger/chain.server.ts'

/** A block of at most so many turns: a fault is searched within them. */
const mostTurns = 100

export type Sealed = { id: number; fromTurn: number; toTurn: number; lines: number; hash: Buffer }

/**
 * Puts the next finished turns, up to `last`, under a hash that hangs on the block before. Answers the block, or null when there is nothing to
 * seal or somebody else is at it. Every turn up to `last` must be committed.
 */
export async function sealBlock(scope: Scope, key: Buffer, last: number): Promise<Sealed | null> {
  const [lock] = await scope.sql<{ locked: boolean }>('SELECT pg_try_advisory_xact_lock(7243, $1::int) AS locked', [scope.program])
  if (!lock?.locked) return null
  const [head] = await scope.sql<{ id: number; toTurn: number; hash: Buffer }>(
    'SELECT id, to_turn AS "toTurn", hash FROM ledger_block WHERE program_id = $1 ORDER BY id DESC LIMIT 1',
    [scope.program],
  )
  const fromTurn = (head?.toTurn ?? 0) + 1
  const toTurn = Math.min(last, fromTurn + mostTurns - 1)
  if (toTurn < fromTurn) return null
  const lines = await scope.sql<SealedLine>(linesOfTurns, [scope.program, fromTurn, toTurn])
  const { hash, marks } = hashBlock(key, head?.hash ?? beginning, { from: fromTurn, to: toTurn }, lines)
  const id = (head?.id ?? 0) + 1
  await scope.sql(
    'INSERT INTO ledger_block (program_id, id, from_turn, to_turn, lines, hash, marks, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
    [scope.program, id, fromTurn, toTurn, lines.length, hash, marks, scope.now],
  )
  return { id, fromTurn, toTurn, lines: lines.length, hash }
}
