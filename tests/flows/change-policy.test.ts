import { beforeEach, expect, test } from 'vitest'
import { inTransaction, lockSettling, sqlAlone } from '#app/db/transaction.server.ts'
import { boardAt, placeOf } from '#app/domain/boards/queries.server.ts'
import { post } from '#app/domain/ledger/commands.server.ts'
import { firstPolicy } from '#app/domain/ledger/policy.ts'
import { takeTurn } from '#app/domain/programs/commands.server.ts'
import { changePolicy } from '#app/flows/change-policy.server.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, addRule, balanceOf, message, openHub, send, settleAll } from '#tests/support/hub.ts'
import { brokenInvariants } from '#tests/support/invariants.ts'

let ines: number
beforeEach(async () => {
  await resetDatabase()
  await openHub()
  await addRule({ kinds: ['generic:article.published'], points: 100 })
  ines = await addMember('ines')
})

const hub = { program: 1, by: null }
const publish = async (id: string): Promise<void> => {
  await send(message({ id }))
  await settleAll()
}
const takeBack = async (id: string): Promise<void> => {
  await send(message({ id: `undo-${id}`, type: 'article.published.reversed', reverses: id, time: '2026-03-05T10:00:00Z', actor: 'moderator' }))
  await settleAll()
}
/** Spends as the store will: from the member to what is held. */
async function spend(amount: number): Promise<void> {
  await inTransaction(hub, async (scope) => {
    await lockSettling(scope)
    const shared = { memberId: ines, currency: 1, amount, activityId: null, rule: null, reverses: null, effectiveAt: scope.now }
    await post(scope, await takeTurn(scope), [{ ...shared, kind: 'hold', from: 'member', to: 'held' }])
  })
}
const week = boardAt({ id: 1, timeZone: 'UTC' }, 'week', new Date('2026-03-04T00:00:00Z'))

test('[LE-06] what a reversal takes back although it was spent is owed, and the next points pay it', async () => {
  await publish('a1')
  await spend(80)
  await takeBack('a1')
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 0, spendable: 0, debt: 80 })
  await publish('a2')
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 100, spendable: 20, debt: 0 })
  expect(await brokenInvariants()).toEqual([])
})

test('[LE-06] a program that writes off gives the missing part up by a line of its own, and lifetime points fall all the same', async () => {
  await publish('a1')
  await spend(80)
  await changePolicy(hub, { ...firstPolicy, debt: 'write_off' })
  await takeBack('a1')
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 0, spendable: 0, debt: 0 })
  expect(await sqlAlone('SELECT amount, from_account AS "from", to_account AS "to", kind FROM transfer ORDER BY seq OFFSET 2')).toEqual([
    { amount: 100, from: 1, to: 0, kind: 1 },
    { amount: 80, from: 7, to: 1, kind: 8 },
  ])
  await publish('a2')
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 100, spendable: 100, debt: 0 })
  expect(await brokenInvariants()).toEqual([])
})

test('[LE-06] a debt from before the choice stays owed', async () => {
  await publish('a1')
  await publish('a2')
  await spend(200)
  await takeBack('a1')
  await changePolicy(hub, { ...firstPolicy, debt: 'write_off' })
  await takeBack('a2')
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 0, spendable: 0, debt: 100 })
  expect(await brokenInvariants()).toEqual([])
})

test('[LE-06] neither spending nor a debt puts anybody below zero on a board', async () => {
  await publish('a1')
  await spend(100)
  expect(await placeOf(week, ines)).toMatchObject({ place: 1, points: 100 })
  await takeBack('a1')
  expect(await placeOf(week, ines)).toBeNull()
  expect(await sqlAlone('SELECT 1 FROM board_score WHERE points < 0')).toEqual([])
})

test('[LE-06][MA-14] a choice is on record, and choosing the same again is none', async () => {
  expect(await changePolicy(hub, { ...firstPolicy, debt: 'write_off' })).toEqual({ kind: 'changed' })
  expect(await changePolicy(hub, { ...firstPolicy, debt: 'write_off' })).toEqual({ kind: 'unchanged' })
  expect(await sqlAlone(`SELECT action FROM audit_entry WHERE object_kind = 'ledger'`)).toEqual([{ action: 'ledger.policy_changed' }])
  await expect(sqlAlone('DELETE FROM ledger_policy')).rejects.toThrow(/denied|append-only/)
})
