import { beforeEach, expect, test } from 'vitest'
import { inTransaction, sqlAlone } from '#app/db/transaction.server.ts'
import { notify } from '#app/domain/notices/commands.server.ts'
import { bellOf, noticesOf } from '#app/domain/notices/queries.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { type Grant, grantAwards } from '#app/flows/grant-awards.server.ts'
import { readNotices } from '#app/flows/read-notices.server.ts'
import { replayLedger } from '#app/flows/replay-ledger.server.ts'
import { takeBackGrants } from '#app/flows/take-back-grants.server.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, balanceOf, openHub, wordsOf } from '#tests/support/hub.ts'
import { brokenInvariants } from '#tests/support/invariants.ts'

const by = { program: 1, by: null }
let program: Program
let ines: number
let tom: number
beforeEach(async () => {
  await resetDatabase()
  program = await openHub()
  ines = await addMember('ines', { linked: false })
  tom = await addMember('tom', { linked: false })
})

const prize = (memberId: number, amount: number): Grant => ({
  ...{ memberId, amount, kind: 'award', externalId: `prize:${memberId}`, title: 'Photo contest', url: '/contests/photo' },
  reason: 'Second place in the photo contest.',
})
const give = (grants: readonly Grant[]) => inTransaction(by, (scope) => grantAwards(scope, program, grants))
const takeBack = (keys: readonly string[]) => inTransaction(by, (scope) => takeBackGrants(scope, program, keys, 'The entry was withdrawn.'))

test('[LE-01] what the hub gives stands once however often it is asked for at once, is taken back once, and can be given anew', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => give([prize(ines, 120), prize(tom, 0)])))
  expect(answers.filter(([first]) => first?.fresh)).toHaveLength(1)
  expect(new Set(answers.map((answer) => answer.map((one) => one.activityId).join('/'))).size).toBe(1)
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 120, spendable: 120, lastSeq: 1 })
  expect(await wordsOf(ines)).toEqual([{ kind: 'hub:award', status: 'counted', points: 120, code: null }])
  expect(await wordsOf(tom)).toEqual([{ kind: 'hub:award', status: 'counted', points: 0, code: null }])
  const keys = [`prize:${ines}`, `prize:${tom}`, 'never']
  const taken = await Promise.all(Array.from({ length: 10 }, () => takeBack(keys)))
  expect(taken.filter((one) => one.length > 0)).toEqual([keys.slice(0, 2)])
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 0, spendable: 0, lastSeq: 2 })
  expect((await wordsOf(ines)).at(0)).toMatchObject({ status: 'reversed', points: 0 })
  expect((await give([prize(ines, 80)]))[0]?.fresh).toBe(true)
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 80, lastSeq: 3 })
  expect(await sqlAlone(`SELECT round, taken_at IS NULL AS stands FROM granted_award WHERE member_id = ${ines} ORDER BY round`)).toEqual([
    { round: 1, stands: false },
    { round: 2, stands: true },
  ])
  expect(await brokenInvariants()).toEqual([])
})

test('[LE-08] a replay makes the same book with what the hub gave and took back in it', async () => {
  await give([prize(ines, 120), prize(tom, 30)])
  await takeBack([`prize:${tom}`])
  const replayed = await replayLedger(program)
  expect(replayed.lines).toBe(3)
  expect(replayed.replayed).toBe(replayed.stands)
})

test('a notice is there once per key, and not at all when its story is taken back', async () => {
  const word = { memberId: ines, key: 'order:1:shipped', kind: 'order.shipped', title: 'Your mug is on its way', url: '/orders/1' }
  await inTransaction(by, (scope) => notify(scope, [word]))
  await inTransaction(by, (scope) => notify(scope, [word, { ...word, key: 'order:1:delivered', title: 'Your mug is there' }]))
  await expect(
    inTransaction(by, async (scope) => {
      await notify(scope, [{ ...word, key: 'lost' }])
      throw new Error('The story failed.')
    }),
  ).rejects.toThrow('The story failed.')
  expect((await bellOf(1, ines)).unread).toBe(2)
  const [newest, oldest] = await noticesOf(1, ines, null, 10)
  expect([newest?.title, oldest?.title]).toEqual(['Your mug is there', 'Your mug is on its way'])
  await readNotices({ program: 1, by: tom }, newest?.id ?? 0)
  expect((await bellOf(1, ines)).unread).toBe(2)
  await readNotices({ program: 1, by: ines }, oldest?.id ?? 0)
  expect((await bellOf(1, ines)).unread).toBe(1)
})
