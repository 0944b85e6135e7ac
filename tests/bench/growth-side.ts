// One side of the growth bench: a process with a database of its own, which measures when it is told to.
import { balanceOf } from '#app/domain/ledger/queries.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { arrivedFor, wordsOf, wordSums } from '#app/domain/rules/queries/words.server.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { settleActivities } from '#app/flows/settle-activities.server.ts'
import { deed, foundCommunity } from '#tests/bench/community.ts'
import { send } from '#tests/support/hub.ts'

/** Milliseconds of each single operation. */
export type Times = { award: number[]; balance: number[]; page: number[] }

let program: Program
let ids: number[] = []

async function prepare(members: number): Promise<void> {
  program = await foundCommunity(members)
  ids = (await sqlAlone<{ id: number }>('SELECT id FROM member WHERE program_id = 1 ORDER BY id')).map((row) => row.id)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

async function measure(count: number): Promise<Times> {
  const times: Times = { award: [], balance: [], page: [] }
  for (let n = 0; n < count; n += 1) {
    const at = Math.floor(Math.random() * ids.length)
    const member = ids[at] ?? 0
    await send(deed(ids.length, at + 1))
    times.award.push(await timed(() => settleActivities(program)))
    times.balance.push(await timed(() => balanceOf(1, member)))
    const read = () =>
      Promise.all([
        wordsOf(1, member, { states: null, source: null }, null, 50),
        wordSums(1, member, new Date(Date.now() - 90 * 86_400_000)),
        arrivedFor(1, member, 20),
      ])
    times.page.push(await timed(read))
  }
  return times
}

process.on('message', ({ members, count }: { members?: number; count?: number }) => {
  void (members ? prepare(members) : measure(count ?? 0)).then((answer) => process.send?.(answer ?? 'ready'))
})
process.once('disconnect', () => process.exit(0))
process.send?.('up')
