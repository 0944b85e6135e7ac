import { beforeEach, expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { checkState, driftOf } from '#app/domain/ledger/queries/state.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { checkLedger } from '#app/flows/check-ledger.server.ts'
import { sealLedger } from '#app/flows/seal-ledger.server.ts'
import { asOwner, resetDatabase } from '#tests/support/database.ts'
import { addMember, addRule, message, openHub, send, settleAll } from '#tests/support/hub.ts'

let program: Program
let people: number[]
beforeEach(async () => {
  await resetDatabase()
  program = await openHub()
  await addRule({ kinds: ['generic:article.published'], points: 100, limits: [{ window: 'day', count: 5 }] })
  people = []
  for (const name of ['ines', 'jonas', 'aisha', 'tom', 'wei']) people.push(await addMember(name))
  for (const [n, actor] of ['ines', 'jonas', 'aisha', 'tom', 'ines', 'jonas'].entries()) await send(message({ id: `a${n}`, actor }))
  await send(message({ id: 'undo', type: 'article.published.reversed', reverses: 'a5', time: '2026-03-05T10:00:00Z', actor: 'moderator' }))
  await settleAll()
})

const plant = (sql: string, values: unknown[] = []): Promise<unknown> =>
  asOwner(async (client) => {
    await client.query('SET session_replication_role = replica')
    return client.query(sql, values)
  })
/** The whole walk in slices of two. Answers what stands on the list. */
async function check(): Promise<{ what: string; memberId: number | null }[]> {
  const since = new Date()
  for (let slices = 0; slices < 10; slices += 1) await checkLedger(program, since, 2, new Date(since.getTime() + slices))
  return (await driftOf(1, 100)).filter((row) => row.goneAt === null).map(({ what, memberId }) => ({ what, memberId }))
}

test('[LE-01] recomputed balances, numbers, reversals, awards, counts, levels and boards equal the kept ones for all members', async () => {
  expect(await check()).toEqual([])
  expect(await checkState(1)).toMatchObject({ runningAt: null, passedAt: expect.any(Date) })
})

const faults: [string, string, number, string][] = [
  ['balance', 'UPDATE balance SET spendable = spendable + 1 WHERE member_id = $1', 0, 'a kept balance'],
  ['sequence', 'UPDATE balance SET last_seq = last_seq + 1 WHERE member_id = $1', 2, 'a kept number'],
  ['reversal', 'DELETE FROM transfer_reversal WHERE member_id = $1', 1, 'a reversal'],
  ['award', 'UPDATE award SET amount = 7 WHERE member_id = $1', 3, 'an award'],
  ['counter', 'UPDATE rule_counter SET count = count + 1 WHERE member_id = $1', 0, 'a count for a limit'],
  ['tally', 'UPDATE tally SET count = count + 1 WHERE member_id = $1', 1, 'a count for badges'],
  ['tally', 'DELETE FROM tally WHERE member_id = $1', 0, 'a lost count for badges'],
  ['level', 'UPDATE standing SET level = level + 1 WHERE member_id = $1', 2, 'a level'],
  ['board', 'UPDATE board_running SET week_points = week_points + 3 WHERE member_id = $1', 3, 'a score on a board'],
  ['board', 'DELETE FROM board_running WHERE member_id = $1', 2, 'a lost score'],
  ['counter', 'DELETE FROM rule_counter WHERE member_id = $1', 3, 'a lost count for a limit'],
]
for (const [what, sql, person, words] of faults) {
  test(`[LE-01] ${words} that was changed behind the book is found, and with whom`, async () => {
    await plant(sql, [people[person]])
    const found = await check()
    expect(found.length).toBeGreaterThan(0)
    expect(found.every((one) => one.memberId === people[person])).toBe(true)
    expect(found.map((one) => one.what)).toContain(what)
  })
}

test('[LE-01] what was put right is marked as gone by the next walk, and what stays is kept once', async () => {
  await plant('UPDATE balance SET held = 5 WHERE member_id = $1', [people[0]])
  await plant('UPDATE balance SET held = 9 WHERE member_id = $1', [people[3]])
  expect(await check()).toHaveLength(2)
  await plant('UPDATE balance SET held = 0 WHERE member_id = $1', [people[0]])
  expect(await check()).toEqual([{ what: 'balance', memberId: people[3] }])
  const rows = await driftOf(1, 10)
  expect(rows).toHaveLength(2)
  expect(rows[0]).toMatchObject({
    place: `member ${people[3]}, currency 1`,
    expected: expect.stringContaining('0 held'),
    found: expect.stringContaining('9 held'),
  })
  expect(rows[1]?.goneAt).toBeInstanceOf(Date)
})

test('[LE-01] the check reads the chain too, and says which block, member and line', async () => {
  await sealLedger(1)
  await plant('UPDATE transfer SET amount = 900 WHERE member_id = $1 AND seq = 1', [people[2]])
  expect(await check()).toContainEqual({ what: 'chain', memberId: null })
  const [row] = (await driftOf(1, 10)).filter((one) => one.what === 'chain')
  expect(row?.place).toMatch(/^block 1, turns \d+$/)
  expect(row?.found).toContain(`Member ${people[2]}, currency 1, line 1: Its award says 100, the line says 900.`)
  await plant('UPDATE transfer SET amount = 100 WHERE member_id = $1 AND seq = 1', [people[2]])
  expect(await check()).toEqual([])
  expect(await sqlAlone('SELECT 1 FROM drift WHERE gone_at IS NULL')).toEqual([])
})
