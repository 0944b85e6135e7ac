// `npm run ledger -- verify [head]` computes every hash of the chain again; `npm run ledger -- hash` prints what a replay must give again;
// `npm run ledger -- replay` makes the whole book anew, on tables that are thrown away, and compares.
import { closeDatabase } from '#app/db/prisma.server.ts'
import { chainHead, knowsHead, ledgerHash } from '#app/domain/ledger/queries/chain.server.ts'
import { programById, programIds } from '#app/domain/programs/queries.server.ts'
import { replayLedger } from '#app/flows/replay-ledger.server.ts'
import { verifyLedger } from '#app/flows/verify-ledger.server.ts'

async function hash(program: number): Promise<void> {
  const { hash, lines } = await ledgerHash(program)
  console.log(`Program ${program}: ${lines} lines, SHA-256 ${hash}`)
}

async function verify(program: number, noted: string | undefined): Promise<void> {
  let [after, blocks, faults]: [number | null, number, number] = [0, 0, 0]
  while (after !== null) {
    const { count, last, tampered } = await verifyLedger(program, after, 50)
    blocks += count
    for (const block of tampered) {
      faults += 1
      const turns = block.turns.length > 0 ? `turns ${block.turns.join(', ')}` : 'the block itself was edited, or one before it is gone'
      console.log(`Program ${program}, block ${block.id} (turns ${block.fromTurn} to ${block.toTurn}): ${turns}`)
      for (const { memberId, currency, seq, says } of block.suspects)
        console.log(`  member ${memberId}, currency ${currency}, line ${seq ?? '?'}: ${says}`)
    }
    after = last
  }
  const head = await chainHead(program)
  if (noted && /^[0-9a-f]{64}$/.test(noted) && !(await knowsHead(program, noted))) {
    faults += 1
    console.log(`Program ${program}: the noted head ${noted} is not in the chain. Blocks were removed.`)
  }
  console.log(
    `Program ${program}: ${blocks} blocks looked at, ${faults} not as sealed. Head: ${head ? `block ${head.id}, ${head.hash}` : 'none yet'}`,
  )
  if (faults > 0) process.exitCode = 1
}

async function replay(id: number): Promise<void> {
  const program = await programById(id)
  if (!program) return
  const from = Date.now()
  const { turns, lines, stands, replayed, differsIn } = await replayLedger(program)
  console.log(
    `Program ${id}: ${turns} turns and ${lines} lines made anew in ${((Date.now() - from) / 1000).toFixed(1)} s.\n  stands    ${stands}\n  replayed  ${replayed}`,
  )
  if (stands === replayed) return
  process.exitCode = 1
  console.log(`  They differ, first in turn ${differsIn ?? 'unknown'}.`)
}

async function main(): Promise<void> {
  const [what = '', noted] = process.argv.slice(2)
  const works: Record<string, (program: number) => Promise<void>> = { verify: (program) => verify(program, noted), hash, replay }
  const work = works[what]
  if (!work) throw new Error('Say what: npm run ledger -- verify, hash or replay')
  for (const program of await programIds()) await work(program)
}

await main()
  .catch((fault: Error) => {
    console.error(fault.message)
    process.exitCode = 1
  })
  .finally(closeDatabase)
