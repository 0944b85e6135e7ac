import type pg from 'pg'
import { beforeEach, expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { knowsHead, chainHead, ledgerHash } from '#app/domain/ledger/queries/chain.server.ts'
import { sealLedger } from '#app/flows/seal-ledger.server.ts'
import { verifyLedger } from '#app/flows/verify-ledger.server.ts'
import { asOwner, resetDatabase } from '#tests/support/database.ts'
import { addMember, addRule, message, openHub, send, settleAll } from '#tests/support/hub.ts'

let ines: number
let jonas: number
beforeEach(async () => {
  await resetDatabase()
  await openHub()
  await addRule({ kinds: ['generic:article.published'], points: 100 })
  ines = await addMember('ines')
  jonas = await addMember('jonas')
})

async function publish(...ids: string[]): Promise<void> {
  for (const id of ids) {
    await send(message({ id, actor: id.startsWith('j') ? 'jonas' : 'ines' }))
    await settleAll()
  }
}
/** Edits past the hub's role and the triggers, as somebody who owns the database can. */
const asSuperuser = (sql: string, values: unknown[] = []): Promise<unknown> =>
  asOwner(async (client: pg.Client) => {
    await client.query('SET session_replication_role = replica')
    return client.query(sql, values)
  })
const verify = async () => (await verifyLedger(1, 0, 1000)).tampered

test('[LE-01] finished turns are sealed into blocks, each hanging on the one before, and an untouched book verifies', async () => {
  await publish('i1', 'j1')
  expect(await sealLedger(1)).toBe(2)
  expect(await sealLedger(1)).toBe(0)
  await publish('i2')
  expect(await sealLedger(1)).toBe(1)
  expect(await sqlAlone('SELECT id, from_turn AS "from", to_turn AS "to", lines FROM ledger_block ORDER BY id')).toEqual([
    { id: 1, from: 1, to: 2, lines: 2 },
    { id: 2, from: 3, to: 3, lines: 1 },
  ])
  expect(await verifyLedger(1, 0, 1)).toEqual({ count: 1, last: 1, tampered: [] })
  expect(await verifyLedger(1, 1, 5)).toEqual({ count: 1, last: null, tampered: [] })
  await expect(sqlAlone('UPDATE ledger_block SET lines = 9')).rejects.toThrow(/denied|append-only/)
})

test('[LE-01] a line that a superuser edits is found: which block, which turn, which member and line', async () => {
  await publish('i1', 'j1', 'i2')
  await sealLedger(1)
  await publish('i3')
  await sealLedger(1)
  await asSuperuser('UPDATE transfer SET amount = 900 WHERE member_id = $1 AND seq = 2', [ines])
  const tampered = await verify()
  expect(tampered).toMatchObject([{ id: 1, turns: [3] }])
  expect(tampered[0]?.suspects).toContainEqual({ memberId: ines, currency: 1, seq: 2, says: 'Its award says 100, the line says 900.' })
  expect(tampered[0]?.suspects.every((suspect) => suspect.memberId === ines)).toBe(true)
})

test('[LE-01] an edit is found even where award and balance are made to fit it', async () => {
  await publish('i1', 'j1')
  await sealLedger(1)
  await asSuperuser('UPDATE transfer SET amount = 900 WHERE member_id = $1', [jonas])
  await asSuperuser('UPDATE award SET amount = 900 WHERE member_id = $1', [jonas])
  await asSuperuser('UPDATE balance SET lifetime = 900, spendable = 900 WHERE member_id = $1', [jonas])
  expect(await verify()).toMatchObject([{ id: 1, turns: [2], suspects: [] }])
})

test('[LE-01] a line that a superuser removes or puts in is found', async () => {
  await publish('i1', 'i2', 'i3', 'j1')
  await sealLedger(1)
  await asSuperuser('DELETE FROM transfer WHERE member_id = $1 AND seq = 2', [ines])
  await asSuperuser(
    `INSERT INTO transfer SELECT program_id, member_id, currency, 2, amount, from_account, to_account, kind, reverses, activity_id, rule_id, rule_version, cause_id, turn,
       effective_at, created_at FROM transfer WHERE member_id = $1`,
    [jonas],
  )
  const [block] = await verify()
  expect(block).toMatchObject({ id: 1, turns: [2, 4] })
  expect(block?.suspects).toContainEqual({ memberId: ines, currency: 1, seq: 2, says: 'The line is gone.' })
  expect(block?.suspects).toContainEqual({ memberId: jonas, currency: 1, seq: 2, says: 'No award names it.' })
  expect(block?.suspects).toContainEqual({ memberId: jonas, currency: 1, seq: 2, says: 'The line was put in: the balance knows of 1 lines.' })
})

test('[LE-01] a block that is edited or taken out of the middle is found, and one cut from the end by a noted head', async () => {
  for (const id of ['i1', 'i2', 'i3']) {
    await publish(id)
    await sealLedger(1)
  }
  const noted = (await chainHead(1))?.hash ?? ''
  expect(await knowsHead(1, noted)).toBe(true)
  await asSuperuser('DELETE FROM ledger_block WHERE id = 3')
  expect(await verify()).toEqual([])
  expect(await knowsHead(1, noted)).toBe(false)
  await asSuperuser(`UPDATE ledger_block SET hash = sha256('guess') WHERE id = 1`)
  expect((await verify()).map((block) => block.id)).toEqual([1, 2])
  await asSuperuser('DELETE FROM ledger_block WHERE id = 1')
  expect((await verify()).map((block) => block.id)).toEqual([2])
})

test('[LE-08] the hash of the book says nothing of when lines were written, and changes with every other word of them', async () => {
  await publish('i1', 'j1')
  const { hash, lines } = await ledgerHash(1)
  expect([lines, hash]).toEqual([2, expect.stringMatching(/^[0-9a-f]{64}$/)])
  await asSuperuser(`UPDATE transfer SET created_at = created_at + interval '1 day'`)
  expect((await ledgerHash(1)).hash).toBe(hash)
  await asSuperuser("UPDATE transfer SET effective_at = effective_at + interval '1 millisecond' WHERE seq = 1 AND member_id = $1", [ines])
  expect((await ledgerHash(1)).hash).not.toBe(hash)
})
