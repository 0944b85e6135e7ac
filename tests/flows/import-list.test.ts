import { beforeEach, expect, test } from 'vitest'
import { openSession } from '#app/auth/sessions.server.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { setForm } from '#app/domain/imports/commands.server.ts'
import { guessForm, listForm, messageOf, momentIn, readList } from '#app/domain/imports/imports.ts'
import { importById } from '#app/domain/imports/queries.server.ts'
import { inTransaction } from '#app/db/transaction.server.ts'
import { importList } from '#app/flows/import-list.server.ts'
import { undoList } from '#app/flows/undo-list.server.ts'
import { uploadList } from '#app/flows/upload-list.server.ts'
import { loader as faultsOf } from '#app/routes/manage/import-faults.ts'
import { generic } from '#integrations/generic/adapter.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, addRule, balanceOf, message, openHub, send, settleAll } from '#tests/support/hub.ts'

let actor = { program: 1, by: 0 }
beforeEach(async () => {
  await resetDatabase()
  await openHub()
  actor = { program: 1, by: await addMember('manager', { linked: false }) }
  await sqlAlone(`INSERT INTO member_role (program_id, member_id, role) VALUES (1, $1, 'manager')`, [actor.by])
})

async function upload(csv: string, type: string, more: { partner?: boolean } = {}): Promise<number> {
  const done = await uploadList(generic, { title: 'A list', slug: 'generic', csv, type, partner: false, ...more }, actor)
  if ('message' in done) throw new Error(done.message)
  return done.id
}
const bringIn = (id: number) => importList(generic, { id, slug: 'generic' }, actor)
const takeBack = (id: number) => undoList(generic, { id, slug: 'generic' }, actor)

test('[IN-12] a completion in a list pays once per course and member, however often it is brought in; taken back as a whole and repaired it pays again', async () => {
  const ines = await addMember('ines', { linked: false })
  await addRule({ kinds: ['generic:course.completed'], points: 40, condition: { all: [{ fact: 'score', op: 'at_least', value: 80 }] } })
  const csv =
    'E-Mail;Course;Completed at;Score\nInes@Example.test;IDX-2;2026-03-01;92\nines@example.test;IDX-2;2026-03-02;95\nines@example.test;SQL-1;2026-03-05;81\nnobody@example.test;IDX-2;2026-03-05;99\n'
  const first = await upload(csv, 'course.completed')
  expect(await bringIn(first)).toEqual({ kind: 'imported', fresh: 3, known: 1, faults: 0 })
  expect(await bringIn(first)).toMatchObject({ kind: 'not_a_draft' })
  await settleAll()
  expect((await balanceOf(ines)).lifetime).toBe(80)
  // The same rows and one more, in another list.
  const second = await upload(`${csv}ines@example.test;OPS-1;2026-03-09;90\n`, 'course.completed')
  expect(await bringIn(second)).toEqual({ kind: 'imported', fresh: 1, known: 4, faults: 0 })
  await settleAll()
  expect((await balanceOf(ines)).lifetime).toBe(120)
  expect(await takeBack(first)).toEqual({ kind: 'undone', rows: 3 })
  expect(await takeBack(first)).toMatchObject({ kind: 'not_done' })
  await settleAll()
  expect((await balanceOf(ines)).lifetime).toBe(40)
  const third = await upload(csv, 'course.completed')
  expect(await bringIn(third)).toMatchObject({ fresh: 3 })
  await settleAll()
  expect((await balanceOf(ines)).lifetime).toBe(120)
  await takeBack(third)
  await settleAll()
  expect((await balanceOf(ines)).lifetime).toBe(40)
})

test('[IN-14] an order pays once by its number, exact beyond 2^53, whether it comes in a list or is sent by the shop', async () => {
  const ines = await addMember('ines', { linked: false })
  await addRule({ kinds: ['generic:purchase.made'], points: 30 })
  const csv =
    'order_id,email,product,amount,ordered\n9007199254740993,ines@example.test,tee,"1,250.00",2026-03-01 10:00\n9007199254740992,ines@example.test,cap,20,2026-03-01T11:00:00Z\n'
  const id = await upload(csv, 'purchase.made')
  expect((await importById(1, id))?.form).toMatchObject({ id: 'order_id', actor: 'email', object: 'product', time: 'ordered', facts: ['amount'] })
  expect(await bringIn(id)).toMatchObject({ fresh: 2 })
  const [sent] = [{ ...message({ id: 'purchase.made:9007199254740993', type: 'purchase.made', actor: 'ines' }), facts: { amount: 1250 } }]
  await send(sent)
  const kept = await sqlAlone<{ id: string; amount: number }>(
    `SELECT external_id AS id, (facts -> 'amount')::float8 AS amount FROM activity WHERE source_id > 0 ORDER BY external_id`,
  )
  expect(kept).toEqual([
    { id: 'purchase.made:9007199254740992', amount: 20 },
    { id: 'purchase.made:9007199254740993', amount: 1250 },
  ])
  await settleAll()
  expect((await balanceOf(ines)).lifetime).toBe(60)
  expect(await sqlAlone('SELECT handle, proof FROM identity WHERE member_id = $1', [ines])).toEqual([{ handle: 'ines', proof: 'list' }])
})

test('[IN-15] rows of a partner without a reference to a consent are refused one by one, and the report is safe to open in a spreadsheet', async () => {
  const csv = 'email,object,consent\nines@example.test,webinar-1,C-118\nada@example.test,webinar-1,\n=cmd|calc,webinar-2,\n'
  const id = await upload(csv, 'partner.reported', { partner: true })
  expect(await bringIn(id)).toEqual({ kind: 'imported', fresh: 1, known: 0, faults: 2 })
  expect(await sqlAlone('SELECT facts FROM activity WHERE source_id > 0')).toEqual([{ facts: { consent: 'C-118' } }])
  const cookie = (await openSession(new Request('http://localhost:3000/'), 1, actor.by)).split(';')[0] ?? ''
  const request = new Request('http://localhost:3000/manage/channels/lists/1/faults.csv', { headers: { host: 'localhost:3000', cookie } })
  const report = await ((await faultsOf({ request, params: { id: String(id) }, context: { nonce: '' } })) as Response).text()
  expect(report.trim().split('\r\n')).toEqual([
    'Line,Why,email,object,consent',
    '3,It has no reference to the person’s consent.,ada@example.test,webinar-1,',
    `4,It has no reference to the person’s consent.,"'=cmd|calc",webinar-2,`,
  ])
})

test('[IN-13] downloads in a list pay once for each mark that is passed, and the same figure again gives nothing', async () => {
  const ines = await addMember('ines', { linked: false })
  await addRule({ kinds: ['generic:reach.counted'], points: 20, reach: { fact: 'downloads', thresholds: [100, 1000] } })
  const week = async (downloads: number, day: string) => {
    const id = await upload(`record,email,app,downloads,date\n${day},ines@example.test,app:tool,${downloads},${day}\n`, 'reach.counted')
    await bringIn(id)
    await settleAll()
    return (await balanceOf(ines)).lifetime
  }
  expect(await week(40, '2026-03-01')).toBe(0)
  expect(await week(120, '2026-03-08')).toBe(20)
  expect(await week(150, '2026-03-15')).toBe(20)
  expect(await week(1200, '2026-03-22')).toBe(40)
  expect(await week(1200, '2026-03-29')).toBe(40)
})

test('[IN-12] rows are read with care: dates in three orders, numbers with their signs, ids as text; what is wrong names its line', async () => {
  const now = new Date('2026-11-22T12:00:00Z')
  expect(momentIn('31.10.2026', 'dmy')?.toISOString()).toBe('2026-10-31T00:00:00.000Z')
  expect(momentIn('10/31/2026', 'mdy')?.toISOString()).toBe('2026-10-31T00:00:00.000Z')
  expect(momentIn('2026-10-31 09:30+02:00', 'iso')?.toISOString()).toBe('2026-10-31T07:30:00.000Z')
  expect([momentIn('31.02.2026', 'dmy'), momentIn('10/31/2026', 'iso'), momentIn('soon', 'iso')]).toEqual([null, null, null])
  const list = readList(
    '\uFEFFwho\tcourse\tOrder Number\tPrice\tDay\nu-7\tX\t00420\t12,50\t2026-10-01\n\t X\t1\t1\t2026-10-01\nu-7\tX\t1\t1\t2027-01-01\n',
  )
  const form = listForm.parse({ type: 'course.completed', actor: 'who', object: 'course', time: 'Day', facts: ['Order Number', 'Price'] })
  expect(list.rows.map((row) => messageOf(row, form, now))).toMatchObject([
    { message: { id: 'course.completed:u-7:X', actor: { id: 'u-7' }, facts: { order_number: '00420', price: 12.5 } } },
    { fault: 'It does not say who.' },
    { fault: 'It lies in the future.' },
  ])
  expect(readList('').fault).toContain('first line')
  expect(guessForm(['Learner e-mail', 'Course', 'Completed', 'Mark'], 'course.completed')).toMatchObject({
    actor: 'Learner e-mail',
    object: 'Course',
    time: 'Completed',
    facts: ['Mark'],
  })
  const id = await upload('who,course\nu-7,X\n', 'course.completed')
  await inTransaction(actor, (scope) => setForm(scope, id, listForm.parse({ type: 'course.completed', actor: 'who' })))
  expect(await bringIn(id)).toMatchObject({ kind: 'nothing' })
})
