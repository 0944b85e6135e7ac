import { beforeEach, expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { correctPoints } from '#app/flows/correct-points.server.ts'
import { saveRule } from '#app/flows/save-rule.server.ts'
import { settleActivities } from '#app/flows/settle-activities.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { ruleSchema } from '#app/domain/rules/rules.ts'
import { rereadDeliveries } from '#app/jobs/reread-deliveries.server.ts'
import { adapterById } from '#integrations/registry.ts'
import { asOwner, resetDatabase } from '#tests/support/database.ts'
import { addMember, addRule, balanceOf, linkAccount, message, openHub, send, settleAll, wordsOf } from '#tests/support/hub.ts'
import { brokenInvariants } from '#tests/support/invariants.ts'

let program: Program
beforeEach(async () => {
  await resetDatabase()
  program = await openHub()
})

test('[RU-01][LE-01] a matching activity pays once, and the sums equal the book', async () => {
  const ines = await addMember('ines')
  await addRule({ kinds: ['generic:article.published'], points: 200, firstPoints: 1500 })
  await send(message({ id: 'a1' }))
  await send(message({ id: 'a2' }))
  await settleAll()
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 1700, spendable: 1700, lastSeq: 2 })
  expect(await brokenInvariants()).toEqual([])
})

test('[IN-03] the same delivery twenty times at once, under one id and under twenty, leaves one activity and one award', async () => {
  const ines = await addMember('ines')
  await addRule({ kinds: ['generic:article.published'], points: 150 })
  const fact = message({ id: 'a1' })
  const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => send(fact, { deliveryId: n < 20 ? 'one' : `msg-${n}` })))
  expect(answers.filter((answer) => answer.kind === 'stored')).toHaveLength(21)
  expect(answers.filter((answer) => answer.kind === 'duplicate')).toHaveLength(19)
  await Promise.all([settleActivities(program), settleActivities(program), settleActivities(program)])
  await settleAll()
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 150, lastSeq: 1 })
  expect(await sqlAlone('SELECT 1 FROM activity')).toHaveLength(1)
  expect(await brokenInvariants()).toEqual([])
})

test('[IN-04][LE-05] an undo reverses with a line that names the first, an accepted-again restores it once', async () => {
  const ines = await addMember('ines')
  await addRule({ kinds: ['generic:question.answered'], points: 150 })
  const deed = (version: string, time: string) => message({ id: 'answer-1', type: 'question.answered', version, time })
  await send(deed('1', '2026-03-01T10:00:00Z'))
  await settleAll()
  await send(message({ id: 'undo-1', type: 'question.answered.reversed', reverses: 'answer-1', time: '2026-03-02T10:00:00Z', actor: 'moderator' }))
  await settleAll()
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 0, spendable: 0, lastSeq: 2 })
  expect(await wordsOf(ines)).toMatchObject([{ status: 'reversed', points: 0, code: 'undone' }])
  expect(await sqlAlone('SELECT seq, reverses FROM transfer ORDER BY seq')).toEqual([
    { seq: 1, reverses: null },
    { seq: 2, reverses: 1 },
  ])
  await send(deed('2', '2026-03-03T10:00:00Z'))
  await send(deed('2', '2026-03-03T10:00:00Z'), { deliveryId: 'again' })
  await settleAll()
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 150, lastSeq: 3 })
  expect(await brokenInvariants()).toEqual([])
})

test('[IN-03][IN-04] deed, undo and second deed end the same in every order of arrival', async () => {
  const facts = [
    message({ id: 'star', type: 'question.answered', version: '1', time: '2026-03-01T10:00:00Z' }),
    message({ id: 'u', type: 'question.answered.reversed', reverses: 'star', time: '2026-03-02T10:00:00Z', actor: 'moderator' }),
    message({ id: 'star', type: 'question.answered', version: '2', time: '2026-03-03T10:00:00Z' }),
  ]
  const orders = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ]
  for (const [count, expected] of [
    [3, 150],
    [2, 0],
  ] as const) {
    for (const order of orders) {
      for (const settleBetween of [true, false]) {
        await resetDatabase()
        await openHub()
        const ines = await addMember('ines')
        await addRule({ kinds: ['generic:question.answered'], points: 150 })
        for (const index of order.filter((entry) => entry < count)) {
          const fact = facts[index]
          if (fact) await send(fact)
          if (settleBetween) await settleAll()
        }
        await settleAll()
        expect(await balanceOf(ines), `${order.join()} of ${count}, between: ${settleBetween}`).toMatchObject({ lifetime: expected })
        expect(await brokenInvariants()).toEqual([])
      }
    }
  }
})

test('[ME-03][ME-02] what an unknown account did waits, and is credited once when its owner links it', async () => {
  await addRule({ kinds: ['generic:article.published'], points: 200 })
  await send([message({ id: 'a1', actor: 'tomasz' }), message({ id: 'a2', actor: 'tomasz' }), message({ id: 'b1', actor: 'yuki' })])
  await settleAll()
  expect(await sqlAlone(`SELECT 1 FROM inbox WHERE state = 'unclaimed'`)).toHaveLength(3)
  const tomasz = await addMember('tomasz', { linked: false })
  const other = await addMember('other')
  const [released] = await Promise.all([linkAccount(tomasz, 'tomasz'), settleAll(), send(message({ id: 'a3', actor: 'tomasz' }))])
  expect(released).toBeGreaterThanOrEqual(2)
  await settleAll()
  expect(await balanceOf(tomasz)).toMatchObject({ lifetime: 600 })
  expect(await balanceOf(other)).toMatchObject({ lifetime: 0 })
  expect(await sqlAlone(`SELECT actor_id FROM inbox`)).toEqual([{ actor_id: 'yuki' }])
  expect(await brokenInvariants()).toEqual([])
})

test('[RU-10][LE-02] an edited rule judges what comes after; earlier awards go on naming their own version', async () => {
  const ines = await addMember('ines')
  const id = await addRule({ kinds: ['generic:article.published'], points: 100, title: 'Articles' })
  const before = new Date()
  await send(message({ id: 'a1' }), { receivedAt: before })
  await send(message({ id: 'late' }), { receivedAt: before })
  await settleAll()
  const definition = ruleSchema.parse({ title: 'Articles', kinds: ['generic:article.published'], points: 300, condition: { all: [] } })
  await saveRule({ id, basedOn: 1, definition }, { program: 1, by: null })
  await send(message({ id: 'a2' }), { receivedAt: new Date(Date.now() + 5) })
  await settleAll()
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 500 })
  expect(await sqlAlone('SELECT amount, rule_version FROM transfer ORDER BY seq')).toEqual([
    { amount: 100, rule_version: 1 },
    { amount: 100, rule_version: 1 },
    { amount: 300, rule_version: 2 },
  ])
})

test('[RU-01][LE-03] a condition that fails, a limit that is full and a kind without a rule each leave their reason', async () => {
  const ines = await addMember('ines')
  await addRule({
    kinds: ['generic:article.published'],
    points: 10,
    condition: { all: [{ fact: 'language', op: 'is', value: 'pt' }] },
    limits: [{ window: 'day', count: 1 }],
  })
  await send([
    message({ id: 'a1', facts: { language: 'en' }, time: '2026-03-02T08:00:00Z' }),
    message({ id: 'a2', facts: { language: 'pt' }, time: '2026-03-02T09:00:00Z' }),
    message({ id: 'a3', facts: { language: 'pt' }, time: '2026-03-02T10:00:00Z' }),
    message({ id: 'v1', type: 'video.published', time: '2026-03-02T11:00:00Z' }),
    message({ id: 'a4', facts: { language: 'pt' }, time: '2026-03-03T10:00:00Z' }),
  ])
  await settleAll()
  expect(await wordsOf(ines)).toMatchObject([
    { status: 'nothing', code: 'condition' },
    { status: 'counted', points: 10, code: null },
    { status: 'nothing', code: 'limit' },
    { status: 'nothing', code: 'no_rule' },
    { status: 'counted', points: 10 },
  ])
  expect(await brokenInvariants()).toEqual([])
})

test('[MA-18] the same facts in two programs never meet', async () => {
  await openHub({ id: 2, slug: 'second', name: 'Second' })
  const first = await addMember('ines')
  const second = await addMember('ines', { program: 2 })
  await addRule({ kinds: ['generic:article.published'], points: 100 })
  await addRule({ kinds: ['generic:article.published'], points: 7 }, { program: 2 })
  const fact = message({ id: 'a1' })
  await send(fact)
  await send(fact, { program: 2 })
  await settleAll(1)
  await settleAll(2)
  expect([(await balanceOf(first)).lifetime, (await balanceOf(second, 2)).lifetime]).toEqual([100, 7])
  expect((await balanceOf(first, 2)).lifetime).toBe(0)
})

test('[LE-01] the hub’s role and the triggers refuse to change or remove what was written', async () => {
  const ines = await addMember('ines')
  await addRule({ kinds: ['generic:article.published'], points: 100 })
  await send(message({ id: 'a1' }))
  await settleAll()
  for (const statement of [
    'UPDATE transfer SET amount = 1',
    'DELETE FROM transfer',
    'TRUNCATE transfer',
    'DELETE FROM activity_key',
    'UPDATE rule_version SET title = $$x$$',
  ]) {
    await expect(sqlAlone(statement), statement).rejects.toThrow(/permission denied|append-only/)
  }
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 100 })
})

test('[OP-08] one activity that cannot be settled waits alone; its neighbors are paid', async () => {
  const ines = await addMember('ines')
  await addRule({ kinds: ['generic:article.published'], points: 100 })
  await send([message({ id: 'a1' }), message({ id: 'bad' }), message({ id: 'a2' })])
  await sqlAlone(`UPDATE activity SET others = '{"not": "a list"}' WHERE external_id = 'bad'`)
  await settleAll()
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 200 })
  expect(await sqlAlone('SELECT state, attempts, error IS NOT NULL AS told FROM inbox')).toEqual([{ state: 'waiting', attempts: 1, told: true }])
})

test('[LE-06][IN-04] an undo of points that a correction already took still settles, and leaves a debt that the next earning pays', async () => {
  const ines = await addMember('ines')
  const manager = await addMember('jonas')
  await addRule({ kinds: ['generic:article.published'], points: 100 })
  await send(message({ id: 'a1', time: '2026-03-01T10:00:00Z' }))
  await settleAll()
  const order = { key: 'k1', memberId: ines, amount: -80, reason: 'Counted twice by hand.' }
  expect(await correctPoints(order, { program: 1, by: manager }, program)).toMatchObject({ kind: 'corrected', spendable: 20 })
  await send(message({ id: 'u1', type: 'article.published.reversed', reverses: 'a1', time: '2026-03-02T10:00:00Z', actor: 'moderator' }))
  await settleAll()
  expect(await balanceOf(ines)).toMatchObject({ lifetime: -80, spendable: 0, debt: 80 })
  await send(message({ id: 'a2', time: '2026-03-03T10:00:00Z' }))
  await settleAll()
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 20, spendable: 20, debt: 0 })
  expect(await brokenInvariants()).toEqual([])
})

test('[OP-08] a delivery that could not be read is read again when its time comes, and settled once', async () => {
  const ines = await addMember('ines')
  await addRule({ kinds: ['generic:article.published'], points: 100 })
  await send(message({ id: 'a1' }))
  await sqlAlone(`DELETE FROM inbox`)
  await asOwner((client) => client.query(`SET session_replication_role = replica; DELETE FROM activity_key; DELETE FROM activity`))
  await sqlAlone(`UPDATE delivery SET state = 'unread', received_at = now() - interval '1 hour'`)
  expect(await rereadDeliveries(1, () => undefined)).toBe(0)
  expect(await sqlAlone('SELECT state, attempts FROM delivery')).toEqual([{ state: 'unread', attempts: 1 }])
  await sqlAlone(`UPDATE delivery SET received_at = now() - interval '1 hour'`)
  expect(await rereadDeliveries(1, adapterById)).toBe(1)
  await settleAll()
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 100 })
  expect(await sqlAlone('SELECT state FROM delivery')).toEqual([{ state: 'read' }])
})
