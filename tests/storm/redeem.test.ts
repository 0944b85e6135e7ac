import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { replayLedger } from '#app/flows/replay-ledger.server.ts'
import type { Fault } from '#tests/storm/faults.ts'
import type { ShopperOrder } from '#tests/storm/shopper.ts'
import { addMember, openHub } from '#tests/support/hub.ts'
import { brokenInvariants } from '#tests/support/invariants.ts'
import { addReward, givePoints, purchase, trust } from '#tests/support/shop.ts'

/** Where the process dies while it redeems; the words are those of the statements. */
const points: Fault[] = [
  { text: 'INSERT INTO transfer', when: 'after' },
  { text: 'INSERT INTO store_order', when: 'during' },
  { text: 'INSERT INTO stock_move', when: 'after' },
  { text: 'COMMIT', when: 'before' },
  { text: 'COMMIT', when: 'during' },
  { text: 'COMMIT', when: 'after' },
]

function start(): Promise<ChildProcess> {
  const file = path.join(import.meta.dirname, 'shopper.ts')
  const child = fork(file, {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, DATABASE_POOL: '3' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  return once(child, 'message').then(() => child)
}

async function ask(child: ChildProcess, order: ShopperOrder, fault?: Fault): Promise<string> {
  if (fault) child.send({ arm: fault })
  child.send(order)
  const [answer] = (await Promise.race([once(child, 'message'), once(child, 'exit').then(() => ['died'])])) as [string]
  return answer
}

test('[ST-02, ST-04, I7, I8] killed anywhere in the middle of redeeming or of giving back, the same form makes one order, and points and units add up', async () => {
  const program: Program = await openHub()
  const manager = await addMember('manager', { linked: false })
  const ines = await addMember('ines')
  await givePoints(program, manager, [ines], 1000)
  await trust([ines])
  await sqlAlone('INSERT INTO store_policy (program_id, burst) VALUES (1, 100)')
  const mug = await addReward(program, manager, { price: 100 }, { each: 10 })
  let next = start()
  let child = await next
  const replace = async (): Promise<void> => {
    child = await next
    next = start()
  }
  next = start()
  for (const [n, fault] of points.entries()) {
    const form = purchase(ines, mug)
    expect([fault, await ask(child, { buy: form }, fault)]).toEqual([fault, 'died'])
    await replace()
    expect(['ordered', 'done_before']).toContain(await ask(child, { buy: form }))
    expect(await sqlAlone('SELECT spendable, held FROM balance WHERE member_id = $1', [ines])).toEqual([
      { spendable: 900 - n * 100, held: 100 + n * 100 },
    ])
    expect(await sqlAlone('SELECT stocked, held, sold FROM variant')).toEqual([{ stocked: 10, held: n + 1, sold: 0 }])
    expect(await brokenInvariants()).toEqual([])
  }
  const [order] = await sqlAlone<{ id: number }>('SELECT id FROM store_order ORDER BY id LIMIT 1')
  const stop: ShopperOrder = { move: { do: 'cancel', why: 'You asked for it.' }, order: order!.id, by: manager }
  expect(await ask(child, stop, { text: 'INSERT INTO transfer', when: 'after' })).toBe('died')
  expect(await brokenInvariants()).toEqual([])
  await replace()
  expect([await ask(child, stop), await ask(child, stop)]).toEqual(['moved', 'not_allowed'])
  expect(await sqlAlone('SELECT spendable, held FROM balance WHERE member_id = $1', [ines])).toEqual([{ spendable: 500, held: 500 }])
  expect(await brokenInvariants()).toEqual([])
  expect(await replayLedger(program)).toMatchObject({ differsIn: null })
  for (const one of [child, await next]) one.kill('SIGKILL')
}, 90_000)
