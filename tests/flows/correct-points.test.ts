import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { changesIn } from '#app/domain/audit/queries.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { correctPoints } from '#app/flows/correct-points.server.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, balanceOf, openHub, wordsOf } from '#tests/support/hub.ts'
import { brokenInvariants } from '#tests/support/invariants.ts'

let program: Program
let manager: number
let ines: number
beforeEach(async () => {
  await resetDatabase()
  program = await openHub()
  manager = await addMember('manager', { linked: false })
  ines = await addMember('ines')
})

const reason = 'Gave a talk that no channel saw.'
const correct = (amount: number, key: string = randomUUID(), memberId = ines) =>
  correctPoints({ memberId, amount, reason, key }, { program: 1, by: manager }, program)

test('[MA-05][LE-05] a correction is a new line that names manager and reason; nothing before it changes', async () => {
  expect(await correct(500)).toMatchObject({ kind: 'corrected', lifetime: 500, spendable: 500 })
  expect(await correct(-200)).toMatchObject({ kind: 'corrected', lifetime: 300, spendable: 300 })
  expect(await sqlAlone('SELECT seq, amount, from_account AS "from", to_account AS "to", kind FROM transfer ORDER BY seq')).toEqual([
    { seq: 1, amount: 500, from: 5, to: 1, kind: 2 },
    { seq: 2, amount: 200, from: 1, to: 5, kind: 2 },
  ])
  expect(await sqlAlone('SELECT by_id AS by, amount, reason FROM correction ORDER BY activity_id')).toEqual([
    { by: manager, amount: 500, reason },
    { by: manager, amount: -200, reason },
  ])
  expect((await wordsOf(ines)).map((word) => [word.kind, word.status, word.points])).toEqual([
    ['hub:correction', 'counted', 500],
    ['hub:correction', 'counted', -200],
  ])
  expect(await brokenInvariants()).toEqual([])
})

test('[MA-05][LE-05] fifty times at once under one key write one line', async () => {
  const key = randomUUID()
  const answers = await Promise.all(Array.from({ length: 50 }, () => correct(100, key)))
  expect(answers.filter((answer) => answer.kind === 'corrected')).toHaveLength(1)
  expect(answers.filter((answer) => answer.kind === 'done_before')).toHaveLength(49)
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 100, lastSeq: 1 })
  expect(await sqlAlone('SELECT 1 FROM audit_entry')).toHaveLength(1)
  expect(await brokenInvariants()).toEqual([])
})

test('more than there is cannot be taken, and a refusal leaves nothing behind', async () => {
  await correct(100)
  expect(await correct(-101)).toMatchObject({ kind: 'too_few_points' })
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 100, spendable: 100, lastSeq: 1 })
  expect(await sqlAlone('SELECT 1 FROM activity')).toHaveLength(1)
  expect(await brokenInvariants()).toEqual([])
})

test('nobody corrects their own points, and nobody those of a person who is gone', async () => {
  expect(await correct(100, randomUUID(), manager)).toMatchObject({ kind: 'own_points' })
  expect(await correct(100, randomUUID(), 9999)).toMatchObject({ kind: 'not_found' })
  expect(await sqlAlone('SELECT 1 FROM transfer')).toHaveLength(0)
})

test('[MA-14] a correction is on record with manager, member, amount and reason', async () => {
  await correct(100)
  const [row] = await changesIn(1, { before: null, actor: null, kind: 'member', object: null, limit: 10 })
  expect(row).toMatchObject({ action: 'points.corrected', actorHandle: 'manager', objectName: 'ines', after: { amount: 100 }, reason })
})
