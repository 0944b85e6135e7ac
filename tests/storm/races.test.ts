import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import type { RaceOrder } from '#tests/storm/racer.ts'
import { addMember, addRule, balanceOf, openHub } from '#tests/support/hub.ts'
import { brokenInvariants } from '#tests/support/invariants.ts'

const racers: ChildProcess[] = []
let ines = 0
let second = 0
let manager = 0

beforeAll(async () => {
  await openHub()
  ines = await addMember('ines')
  second = await addMember('second', { linked: false })
  manager = await addMember('manager', { linked: false })
  await addRule({ kinds: ['generic:article.published'], points: 10 })
  for (let n = 0; n < 4; n += 1) {
    const env = { ...process.env, DATABASE_POOL: '6' }
    racers.push(
      fork(path.join(import.meta.dirname, 'racer.ts'), { execArgv: ['--import', 'tsx'], env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }),
    )
  }
  await Promise.all(racers.map((racer) => once(racer, 'message')))
}, 60_000)

afterAll(() => racers.forEach((racer) => racer.disconnect()))

/** Lets four processes try 13 times each at once. Answers how often each answer was given. */
async function race(what: RaceOrder['what']): Promise<Record<string, number>> {
  const ready = racers.map((racer) => once(racer, 'message'))
  for (const racer of racers) racer.send({ what, attempts: 13, member: ines, other: second, manager } satisfies RaceOrder)
  await Promise.all(ready)
  const answers = racers.map((racer) => once(racer, 'message') as Promise<[string[]]>)
  for (const racer of racers) racer.send('go')
  const given = (await Promise.all(answers)).flatMap(([list]) => list)
  return given.reduce<Record<string, number>>((counts, answer) => ({ ...counts, [answer]: (counts[answer] ?? 0) + 1 }), {})
}

test('[IN-03] of 52 equal deliveries from four processes at once one is stored, and its fact once', async () => {
  expect(await race('delivery')).toEqual({ stored: 1, duplicate: 51 })
  expect(await sqlAlone('SELECT 1 FROM delivery')).toHaveLength(1)
  expect(await sqlAlone('SELECT 1 FROM inbox')).toHaveLength(1)
})

test('[MA-05][LE-05] of 52 equal corrections from four processes at once one is made, and of 52 reversals of its line one', async () => {
  expect(await race('correction')).toEqual({ corrected: 1, done_before: 51 })
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 25, spendable: 25 })
  expect(await brokenInvariants()).toEqual([])
  expect(await race('reversal')).toEqual({ reversed: 1, already_reversed: 51 })
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 0, spendable: 0, debt: 0, lastSeq: 2 })
})

test('[LE-07] of 52 equal merges from four processes at once one is made', async () => {
  expect(await race('merge')).toEqual({ merged: 1, merged_already: 51 })
  expect(await sqlAlone('SELECT merged_into AS root FROM member WHERE id = $1', [second])).toEqual([{ root: ines }])
  expect(await sqlAlone(`SELECT 1 FROM audit_entry WHERE action = 'members.merged'`)).toHaveLength(1)
})
