import { parseWithZod } from '@conform-to/zod/v4'
import { beforeEach, expect, test } from 'vitest'
import { cardsFrom } from '#app/components/hub/kinds.ts'
import { changesIn } from '#app/domain/audit/queries.server.ts'
import { ruleFormSchema } from '#app/domain/rules/form.ts'
import { ruleWhole } from '#app/domain/rules/queries/manage.server.ts'
import { type RuleDefinition, ruleSchema } from '#app/domain/rules/rules.ts'
import { factsOf } from '#app/domain/rules/sentence.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { replayLedger } from '#app/flows/replay-ledger.server.ts'
import { saveRule } from '#app/flows/save-rule.server.ts'
import { setNotice } from '#app/flows/set-notice.server.ts'
import { switchRule } from '#app/flows/switch-rule.server.ts'
import { adapters } from '#integrations/registry.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, balanceOf, linkAccount, message, openHub, send, settleAll, wordsOf } from '#tests/support/hub.ts'
import { brokenInvariants } from '#tests/support/invariants.ts'

let actor: { program: number; by: number }
let program: Program
beforeEach(async () => {
  await resetDatabase()
  program = await openHub()
  actor = { program: 1, by: await addMember('manager', { linked: false }) }
})

const definition = (part: Partial<RuleDefinition> = {}): RuleDefinition =>
  ruleSchema.parse({ title: 'Article', kinds: ['generic:article.published'], condition: { all: [] }, points: 100, ...part })

async function made(part: Partial<RuleDefinition> = {}): Promise<number> {
  const saved = await saveRule({ id: null, basedOn: null, definition: definition(part) }, actor)
  if (!('id' in saved)) throw new Error(saved.message)
  return saved.id
}

function fromForm(fields: Record<string, string>): RuleDefinition {
  const cards = cardsFrom(adapters)
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  const submission = parseWithZod(form, { schema: ruleFormSchema({ kinds: Object.keys(cards), factsFor: (kinds) => factsOf(kinds, cards) }) })
  if (submission.status !== 'success') throw new Error(JSON.stringify(submission.reply().error))
  return submission.value
}

test('[RU-01] a rule built from the form pays a matching event as it says, and one that does not match nothing', async () => {
  const ines = await addMember('ines')
  const rule = fromForm({
    title: 'Answer on indexing',
    kinds: 'generic:question.answered',
    points: '150',
    'tests[0].fact': 'topic',
    'tests[0].op': 'is',
    'tests[0].value': 'Indexing',
    'tests[1].fact': 'actor',
    'tests[1].op': 'is_not',
    'tests[1].value': 'employee',
  })
  const saved = await saveRule({ id: null, basedOn: null, definition: rule }, actor)
  if (!('id' in saved)) throw new Error(saved.message)
  expect(saved).toEqual({ kind: 'created', id: saved.id, version: 1 })
  await send(message({ id: 'before', type: 'question.answered', facts: { topic: 'Indexing' } }))
  await settleAll()
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 0 })
  expect(await switchRule({ id: saved.id, to: 'on' }, actor)).toMatchObject({ kind: 'switched_on' })
  await send(message({ id: 'match', type: 'question.answered', facts: { topic: 'Indexing' } }))
  await send(message({ id: 'other', type: 'question.answered', facts: { topic: 'Drawing' } }))
  await settleAll()
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 150 })
  expect((await wordsOf(ines)).map((word) => word.status).sort()).toEqual(['counted', 'nothing', 'nothing'])
  expect(await brokenInvariants()).toEqual([])
})

test('[RU-10] each save is a new version; the earlier one stays, and earlier awards go on naming it', async () => {
  const ines = await addMember('ines')
  const id = await made()
  await switchRule({ id, to: 'on', from: new Date(0) }, actor)
  await send(message({ id: 'a1' }))
  await settleAll()
  expect(await saveRule({ id, basedOn: 1, definition: definition({ points: 300 }) }, actor)).toEqual({ kind: 'saved', id, version: 2 })
  await send(message({ id: 'a2' }))
  await settleAll()
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 400 })
  const lines = await sqlAlone('SELECT rule_version AS version, amount FROM transfer ORDER BY seq')
  expect(lines).toEqual([
    { version: 1, amount: 100 },
    { version: 2, amount: 300 },
  ])
  const rule = await ruleWhole(1, id)
  expect(rule?.versions.map((one) => [one.version, one.definition.points, one.awards])).toEqual([
    [2, 300, 1],
    [1, 100, 1],
  ])
  expect(rule?.spans.map((span) => [span.version, span.endsAt === null])).toEqual([
    [2, true],
    [1, false],
  ])
  await expect(sqlAlone('UPDATE rule_version SET title = $1', ['changed'])).rejects.toThrow()
  await expect(sqlAlone('DELETE FROM rule_version')).rejects.toThrow()
})

test('[RU-03][LE-08] a version that begins to look at the first one counts what earlier versions paid, and so does its replay', async () => {
  const [ines, tom] = [await addMember('ines'), await addMember('tom')]
  const id = await made()
  await switchRule({ id, to: 'on', from: new Date(0) }, actor)
  await send([message({ id: 'a1' }), message({ id: 'a2' })])
  await settleAll()
  expect(await sqlAlone(`SELECT 1 FROM rule_counter WHERE "window" = 'ever'`), 'nobody looks at it yet').toEqual([])
  await saveRule({ id, basedOn: 1, definition: definition({ firstPoints: 500 }) }, actor)
  await send([message({ id: 'a3' }), message({ id: 't1', actor: 'tom' })])
  await settleAll()
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 300 })
  expect(await balanceOf(tom)).toMatchObject({ lifetime: 500 })
  expect(await brokenInvariants()).toEqual([])
  const undo = (id: string) => message({ id: `undo-${id}`, type: 'article.published.reversed', reverses: id, actor: 'moderator' })
  await send([undo('a1'), undo('a2'), undo('a3')])
  await settleAll()
  await send(message({ id: 'a4' }))
  await settleAll()
  expect(await balanceOf(ines), 'none is left, so the next is the first').toMatchObject({ lifetime: 500 })
  expect(await brokenInvariants()).toEqual([])
  expect(await replayLedger(program)).toMatchObject({ differsIn: null })
})

test('two managers who write at once do not overwrite each other, and saving the same again makes no version', async () => {
  const id = await made()
  const [one, other] = await Promise.all([
    saveRule({ id, basedOn: 1, definition: definition({ points: 200 }) }, actor),
    saveRule({ id, basedOn: 1, definition: definition({ points: 300 }) }, actor),
  ])
  expect([one.kind, other.kind].sort()).toEqual(['changed_meanwhile', 'saved'])
  const rule = await ruleWhole(1, id)
  const present = rule?.versions[0]?.definition
  expect(present && (await saveRule({ id, basedOn: 2, definition: present }, actor))).toMatchObject({ kind: 'unchanged', version: 2 })
  expect(await saveRule({ id: 9999, basedOn: null, definition: definition() }, actor)).toMatchObject({ kind: 'not_found' })
})

test('switching off ends the span; a start in the past reaches only what waits, and never overlaps an earlier span', async () => {
  const ines = await addMember('ines', { linked: false })
  const id = await made()
  await send(message({ id: 'waits' }))
  await settleAll()
  const on = await switchRule({ id, to: 'on', from: new Date(0) }, actor)
  expect(on).toMatchObject({ kind: 'switched_on', from: new Date(0) })
  await linkAccount(ines, 'ines')
  await settleAll()
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 100 })
  expect(await switchRule({ id, to: 'off' }, actor)).toEqual({ kind: 'switched_off' })
  expect(await switchRule({ id, to: 'off' }, actor)).toEqual({ kind: 'unchanged' })
  await send(message({ id: 'while off' }))
  await settleAll()
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 100 })
  const again = await switchRule({ id, to: 'on', from: new Date(0) }, actor)
  const [ended] = await sqlAlone<{ at: Date }>('SELECT ends_at AS at FROM rule_span WHERE ends_at IS NOT NULL')
  expect(again).toMatchObject({ kind: 'switched_on', from: ended?.at })
  expect(await switchRule({ id: await made(), to: 'on', from: new Date(Date.now() + 60_000) }, actor)).toMatchObject({ kind: 'in_future' })
})

test('[MA-14] every change to a rule is on record with who, before and after', async () => {
  const id = await made()
  await saveRule({ id, basedOn: 1, definition: definition({ points: 300 }) }, actor)
  await switchRule({ id, to: 'on' }, actor)
  await switchRule({ id, to: 'off' }, actor)
  const rows = await changesIn(1, { before: null, actor: actor.by, kind: 'rule', object: String(id), limit: 10 })
  expect(rows.map((row) => row.action)).toEqual(['rule.switched_off', 'rule.switched_on', 'rule.saved', 'rule.created'])
  expect(rows[2]).toMatchObject({ actorHandle: 'manager', objectName: 'Article', before: { points: 100 }, after: { points: 300 } })
  await expect(sqlAlone('DELETE FROM audit_entry')).rejects.toThrow()
})

test('[F12] a lower price of a live rule holds after the notice period, a raise at once, and taking the lower one back leaves no gap', async () => {
  const id = await made()
  await switchRule({ id, to: 'on', from: new Date(0) }, actor)
  const now = new Date()
  const lower = await saveRule({ id, basedOn: 1, definition: definition({ points: 50 }) }, actor, now)
  const later = new Date(now.getTime() + 7 * 86_400_000)
  expect(lower).toEqual({ kind: 'saved', id, version: 2, startsAt: later })
  const spans = async () => (await ruleWhole(1, id))?.spans.map((span) => [span.version, span.startsAt.getTime(), span.endsAt?.getTime() ?? null])
  expect(await spans()).toEqual([
    [2, later.getTime(), null],
    [1, 0, later.getTime()],
  ])
  const soon = new Date(now.getTime() + 60_000)
  expect(await saveRule({ id, basedOn: 2, definition: definition({ points: 120 }) }, actor, soon)).toEqual({ kind: 'saved', id, version: 3 })
  expect(await spans()).toEqual([
    [2, later.getTime(), later.getTime()],
    [3, soon.getTime(), null],
    [1, 0, soon.getTime()],
  ])
  // Announced for as long as the manager settled, from the next change on.
  await setNotice(actor, 30)
  const month = new Date(soon.getTime() + 30 * 86_400_000)
  expect(await saveRule({ id, basedOn: 3, definition: definition({ points: 80 }) }, actor, soon)).toMatchObject({ startsAt: month })
  await setNotice(actor, 0)
  expect(await saveRule({ id, basedOn: 4, definition: definition({ points: 70 }) }, actor, soon)).not.toHaveProperty('startsAt')
})

test('[RU-05] a rule that would set itself off again is refused with the chain in words, and nothing is saved', async () => {
  const refused = await saveRule({ id: null, basedOn: null, definition: definition({ kinds: ['hub:level.reached'] }) }, actor)
  expect(refused).toMatchObject({ kind: 'cycle' })
  expect('message' in refused && refused.message).toContain('gives points, and points reach a level')
  expect(await sqlAlone('SELECT id FROM rule', [])).toEqual([])
  const first = { all: [{ fact: 'level', op: 'is' as const, value: 1 }] }
  expect(
    await saveRule({ id: null, basedOn: null, definition: definition({ kinds: ['hub:level.reached'], condition: first }) }, actor),
  ).toMatchObject({
    kind: 'created',
  })
})
