import { beforeEach, expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { openSource } from '#app/domain/activities/queries/open-source.server.ts'
import { programKey } from '#app/domain/programs/queries.server.ts'
import { receiveDelivery } from '#app/flows/receive-delivery.server.ts'
import { replayDelivery } from '#app/flows/replay-delivery.server.ts'
import { saveMapping } from '#app/flows/save-mapping.server.ts'
import { sendTest } from '#app/flows/send-test.server.ts'
import { generic } from '#integrations/generic/adapter.ts'
import { tryMapping } from '#app/routes/manage/mapping-view.server.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { learn } from '#tests/support/forum.ts'
import { addMember, addRule, balanceOf, genericSecret, openHub, settleAll } from '#tests/support/hub.ts'

const mapping = {
  only: 'webhookEvent = "lesson:finished"',
  type: 'course.completed',
  id: 'lesson.code & ":" & learner.uid',
  time: 'ts',
  actor: 'learner.uid',
  handle: 'learner.name',
  object: 'lesson.code',
  title: 'lesson.label',
  url: '',
  reverses: '',
  facts: 'score = lesson.mark',
}
const lesson = {
  webhookEvent: 'lesson:finished',
  ts: 1791100800,
  learner: { uid: 'ines', name: 'Inês' },
  lesson: { code: 'IDX-2', label: 'Indexing JSON', mark: 92 },
}
let actor = { program: 1, by: 0 }
let sourceId = 0

beforeEach(async () => {
  await resetDatabase()
  await openHub()
  actor = { program: 1, by: await addMember('manager', { linked: false }) }
  const [row] = await sqlAlone<{ id: number }>(`SELECT id FROM source WHERE slug = 'generic'`)
  sourceId = row?.id ?? 0
})

async function arrive(body: unknown): Promise<string> {
  const source = await openSource(1, 'generic')
  if (!source) throw new Error('closed')
  const arrival = { headers: { authorization: `Bearer ${genericSecret}` }, body: Buffer.from(JSON.stringify(body)), receivedAt: new Date() }
  const received = await receiveDelivery(generic, { ...source, key: await programKey(1) }, arrival)
  await learn()
  return received.kind
}

const state = () =>
  sqlAlone<{ id: number; state: string; note: string; version: string | null }>(
    `SELECT id, state, note, completion ->> 'version' AS version FROM delivery ORDER BY id DESC LIMIT 1`,
  )

test('[IN-10] an unknown message waits, is mapped by what a manager saves, and reads the same for good', async () => {
  const ines = await addMember('ines')
  await addRule({ kinds: ['generic:course.completed'], points: 40, condition: { all: [{ fact: 'score', op: 'at_least', value: 80 }] } as never })
  expect(await arrive(lesson)).toBe('stored')
  expect(await state()).toMatchObject([{ state: 'unsupported', note: 'no mapping says what it means' }])
  expect(await saveMapping({ sourceId, mapping }, actor)).toMatchObject({ kind: 'saved', version: 1, waiting: 1 })
  await learn()
  await settleAll()
  expect(await state()).toMatchObject([{ state: 'read', version: '1' }])
  expect((await balanceOf(ines)).lifetime).toBe(40)
  // Another mapping, and reading the first message again: it keeps the reading it had.
  expect(await saveMapping({ sourceId, mapping: { ...mapping, id: 'ts' } }, actor)).toMatchObject({ version: 2, waiting: 0 })
  const [kept] = await state()
  expect(await replayDelivery(generic, { sourceId, id: kept?.id ?? 0 }, actor)).toMatchObject({ kind: 'replayed', found: 1, added: 0 })
  await arrive({ ...lesson, webhookEvent: 'lesson:opened' })
  expect(await state()).toMatchObject([{ state: 'ignored', note: 'the mapping leaves it out', version: '2' }])
})

test('[IN-10] the result is seen before saving; an expression that never ends, or fails, harms nobody', async () => {
  const now = new Date('2026-11-22T12:00:00Z')
  const tried = (part: Partial<typeof mapping>, sample: unknown = lesson) => tryMapping(generic, { ...mapping, ...part }, JSON.stringify(sample), now)
  expect(await tried({})).toEqual({
    kind: 'read',
    did: 'Completed a course',
    title: 'Indexing JSON',
    who: 'Inês (ines)',
    id: 'IDX-2:ines',
    at: '2026-10-04T08:00:00.000Z',
    facts: [{ name: 'score', value: '92' }],
    undoes: null,
  })
  expect(await tried({ only: 'false' })).toMatchObject({ kind: 'nothing' })
  expect(await tried({ id: 'nowhere' })).toMatchObject({ kind: 'fault', why: expect.stringContaining('id') })
  expect(await tried({ id: 'lesson.(' })).toMatchObject({ kind: 'fault', why: expect.stringContaining('id') })
  expect(await tried({ type: 'no.such_kind' })).toMatchObject({ kind: 'fault' })
  expect(await tried({ id: '($f := function($n) { $f($n + 1) }; $f(0))' })).toMatchObject({ kind: 'fault' })
  expect(await tried({}, { id: '1', type: 'talk.given', actor: {} })).toMatchObject({ kind: 'fault' })
})

test('[IN-10] a test event goes through the same door and gives nothing', async () => {
  expect(await sendTest(generic, { program: 1, slug: 'generic' })).toBeGreaterThan(0)
  await settleAll()
  expect(await sqlAlone('SELECT state FROM delivery')).toEqual([{ state: 'read' }])
  expect(await sqlAlone('SELECT blocked FROM activity WHERE source_id > 0')).toEqual([{ blocked: 'it is a test event' }])
  expect(await sqlAlone('SELECT 1 FROM transfer')).toEqual([])
})
