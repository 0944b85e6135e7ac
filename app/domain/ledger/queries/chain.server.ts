import { sqlAlone } from '#app/db/transaction.server.ts'
import { type SealedLine, beginning, changedTurns, hashBlock, hashOfLedger, linesOfTurns } from '#app/domain/ledger/chain.server.ts'

/** The newest block: what a manager can note down outside the hub, to prove later that nothing before it was changed. */
export type Head = { id: number; toTurn: number; hash: string; madeAt: Date }

/** The head of the chain and how many lines stand under it; null before the first block. */
export async function chainHead(program: number): Promise<(Head & { lines: number }) | null> {
  const [row] = await sqlAlone<Head & { lines: number }>(
    `SELECT id, to_turn AS "toTurn", encode(hash, 'hex') AS hash, made_at AS "madeAt",
       (SELECT sum(lines)::bigint FROM ledger_block WHERE program_id = $1) AS lines
     FROM ledger_block WHERE program_id = $1 ORDER BY id DESC LIMIT 1`,
    [program],
  )
  return row ?? null
}

/** The newest blocks, the latest first. */
export async function newestBlocks(program: number, limit: number): Promise<(Head & { fromTurn: number; lines: number })[]> {
  return sqlAlone(
    `SELECT id, from_turn AS "fromTurn", to_turn AS "toTurn", lines, encode(hash, 'hex') AS hash, made_at AS "madeAt"
     FROM ledger_block WHERE program_id = $1 ORDER BY id DESC LIMIT $2`,
    [program, limit],
  )
}

/** True if a hash that was noted down once still stands in the chain. */
export async function knowsHead(program: number, hash: string): Promise<boolean> {
  const rows = await sqlAlone(`SELECT id FROM ledger_block WHERE program_id = $1 AND hash = decode($2, 'hex')`, [program, hash])
  return rows.length === 1
}

/** A block that is not as it was sealed: in which turns lines differ; none when the block itself was edited, moved or removed. */
export type BrokenBlock = { id: number; fromTurn: number; toTurn: number; turns: number[] }

type Block = { id: number; fromTurn: number; toTurn: number; lines: number; hash: Buffer; marks: Buffer }

/** Computes the next blocks again, after this one, at most `limit`. Answers those that do not fit, and the last number looked at (null: the end). */
export async function verifyBlocks(
  program: number,
  key: Buffer,
  after: number,
  limit: number,
): Promise<{ broken: BrokenBlock[]; last: number | null; count: number }> {
  const blocks = await sqlAlone<Block>(
    `SELECT id, from_turn AS "fromTurn", to_turn AS "toTurn", lines, hash, marks FROM ledger_block WHERE program_id = $1 AND id >= $2 ORDER BY id LIMIT $3`,
    [program, Math.max(1, after), limit + (after > 0 ? 1 : 0)],
  )
  const broken: BrokenBlock[] = []
  let before: Pick<Block, 'id' | 'toTurn' | 'hash'> = { id: 0, toTurn: 0, hash: beginning }
  for (const block of blocks) {
    if (block.id > after) {
      const lines = await sqlAlone<SealedLine>(linesOfTurns, [program, block.fromTurn, block.toTurn])
      const { hash, marks } = hashBlock(key, before.hash, { from: block.fromTurn, to: block.toTurn }, lines)
      const follows = block.id === before.id + 1 && block.fromTurn === before.toTurn + 1
      if (!follows || !hash.equals(block.hash))
        broken.push({ id: block.id, fromTurn: block.fromTurn, toTurn: block.toTurn, turns: changedTurns(block.fromTurn, block.marks, marks) })
    }
    before = block
  }
  const looked = blocks.filter((block) => block.id > after)
  return { broken, last: looked.length < limit ? null : before.id, count: looked.length }
}

/**
 * SHA-256 (hex) over every line of the book but for the instant at which it was written: the same for every replay of the same history. Reads page by
 * page, so a large book costs time and no memory.
 */
export async function ledgerHash(program: number): Promise<{ hash: string; lines: number }> {
  return hashOfLedger({ sql: sqlAlone, program }, 'transfer')
}
