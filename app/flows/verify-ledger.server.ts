import { chainKey } from '#app/domain/ledger/chain.server.ts'
import { type BrokenBlock, verifyBlocks } from '#app/domain/ledger/queries/chain.server.ts'
import { type Suspect, awardedLinesIn, suspectsIn } from '#app/domain/ledger/queries/suspects.server.ts'
import { programKey } from '#app/domain/programs/queries.server.ts'
import { awardsNaming } from '#app/domain/rules/queries/check.server.ts'

/** A block that is not as it was sealed, and what in its turns gives itself away. */
export type Tampered = BrokenBlock & { suspects: Suspect[] }

/** Which blocks were looked at, and those that are not as they were sealed. `last` is null at the end of the chain. */
export type Verified = { count: number; last: number | null; tampered: Tampered[] }

/**
 * Computes the hashes of the next blocks again and, where one does not fit, says in which turns lines differ and, by comparing with awards, balances
 * and numbering, which member's line it is. Changes nothing.
 */
export async function verifyLedger(program: number, after: number, limit: number): Promise<Verified> {
  const { broken, last, count } = await verifyBlocks(program, chainKey(await programKey(program)), after, limit)
  const tampered: Tampered[] = []
  for (const block of broken) tampered.push({ ...block, suspects: await suspects(program, block.turns) })
  return { count, last, tampered }
}

async function suspects(program: number, turns: readonly number[]): Promise<Suspect[]> {
  if (turns.length === 0) return []
  const lines = await awardedLinesIn(program, turns)
  const awards = await awardsNaming(program, lines)
  const byAward = lines.flatMap(({ memberId, currency, seq, amount }): Suspect[] => {
    const award = awards.get(`${memberId}/${currency}/${seq}`)
    if (!award) return [{ memberId, currency, seq, says: 'No award names it.' }]
    return award.lines === 1 && award.amount !== amount
      ? [{ memberId, currency, seq, says: `Its award says ${award.amount}, the line says ${amount}.` }]
      : []
  })
  return [...byAward, ...(await suspectsIn(program, turns))]
}
