import { beforeEach, expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { changesIn } from '#app/domain/audit/queries.server.ts'
import { badgeBook } from '#app/domain/standing/queries.server.ts'
import { previewLookBack } from '#app/flows/preview-look-back.server.ts'
import { saveBadge } from '#app/flows/save-badge.server.ts'
import { saveRule } from '#app/flows/save-rule.server.ts'
import { switchRule } from '#app/flows/switch-rule.server.ts'
import { type RuleDefinition, ruleSchema } from '#app/domain/rules/rules.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, balanceOf, message, openHub, send, settleAll, wordsOf } from '#tests/support/hub.ts'
import { brokenInvariants } from '#tests/support/invariants.ts'

const by = { program: 1, by: null }
const answer = (id: string, actor: string, day: string, category = 'help') =>
  message({ id, actor, type: 'question.answered', time: `${day}T10:00:00Z`, facts: { category } })
const draft = (part: Partial<RuleDefinition> = {}): RuleDefinition =>
  ruleSchema.parse({
    title: 'Accepted answers',
    kinds: ['generic:question.answered'],
    condition: { all: [{ fact: 'category', op: 'is', value: 'help' }] },
    points: 150,
    firstPoints: 1500,
    limits: [{ window: 'day', count: 2 }],
    ...part,
  })

async function saved(definition: RuleDefinition, id: number | null = null): Promise<{ id: number; version: number; definition: RuleDefinition }> {
  const answer = await saveRule({ id, basedOn: null, definition }, by)
  if (!('id' in answer)) throw new Error(answer.message)
  return { id: answer.id, version: answer.version, definition }
}

beforeEach(async () => {
  await resetDatabase()
  await openHub()
})

async function past(): Promise<{ ines: number; tom: number }> {
  const ines = await addMember('ines')
  const tom = await addMember('tom')
  await send([
    answer('a1', 'ines', '2026-03-02'),
    answer('a2', 'ines', '2026-03-02'),
    answer('a3', 'ines', '2026-03-02'),
    answer('a4', 'ines', '2026-03-03', 'chat'),
    answer('a5', 'tom', '2026-03-04'),
    answer('a6', 'stranger', '2026-03-04'),
  ])
  await send(message({ id: 'u5', type: 'question.answered.reversed', reverses: 'a5', time: '2026-03-05T10:00:00Z', actor: 'moderator' }))
  await send(answer('a7', 'tom', '2026-04-01'))
  await settleAll()
  return { ines, tom }
}

test('[RU-11][RU-12][LE-02] a new rule that tops up pays the past as its preview says, to the point, with its limits, first ones and reasons', async () => {
  const { ines, tom } = await past()
  const rule = await saved(draft())
  const before = await sqlAlone<{ rows: number }>(
    'SELECT (SELECT count(*) FROM transfer) + (SELECT count(*) FROM award) + (SELECT count(*) FROM judgement) AS rows',
  )
  const preview = await previewLookBack({ rule, from: null, until: null, sources: null, mode: 'top_up' }, by)
  expect(await sqlAlone('SELECT (SELECT count(*) FROM transfer) + (SELECT count(*) FROM award) + (SELECT count(*) FROM judgement) AS rows')).toEqual(
    before,
  )
  expect(preview.differences.map(({ person, after }) => [person, after])).toEqual([
    [ines, 1650],
    [tom, 1500],
  ])
  expect(await switchRule({ id: rule.id, to: 'on', look: 'top_up' }, by)).toMatchObject({ kind: 'switched_on', points: 3150, members: 2 })
  expect((await balanceOf(ines)).lifetime).toBe(1650)
  expect((await balanceOf(tom)).lifetime).toBe(1500)
  expect((await wordsOf(ines)).map(({ status, points, code }) => [status, points, code])).toEqual([
    ['counted', 1500, null],
    ['counted', 150, null],
    ['nothing', 0, 'no_rule'],
    ['nothing', 0, 'no_rule'],
  ])
  await send(answer('a8', 'ines', '2026-03-02'))
  await settleAll()
  expect((await wordsOf(ines)).find((word) => word.code === 'limit')).toBeDefined()
  expect(await previewLookBack({ rule, from: null, until: null, sources: null, mode: 'full' }, by)).toMatchObject({ changes: [], points: 0 })
  expect(await brokenInvariants()).toEqual([])
})

test('[RU-12][RU-10] a new version from a date goes up and down, topping up only ever adds, over the whole membership', async () => {
  const { ines, tom } = await past()
  const first = await saved(draft())
  await switchRule({ id: first.id, to: 'on', look: 'full' }, by)
  const balances = async () => [(await balanceOf(ines)).lifetime, (await balanceOf(tom)).lifetime]
  expect(await balances()).toEqual([1650, 1500])
  await switchRule({ id: first.id, to: 'off' }, by)
  const second = await saved(draft({ points: 400, firstPoints: 500, limits: [] }), first.id)
  const up = await previewLookBack({ rule: second, from: null, until: null, sources: null, mode: 'top_up' }, by)
  expect(up.differences.every((one) => one.after >= one.before)).toBe(true)
  await switchRule({ id: first.id, to: 'on', look: 'top_up' }, by)
  expect(await balances()).toEqual([1500 + 400 + 400, 1500])
  await switchRule({ id: first.id, to: 'off' }, by)
  await switchRule({ id: first.id, to: 'on', from: new Date('2026-03-01'), look: 'full' }, by)
  expect(await balances()).toEqual([500 + 400 + 400, 500])
  expect(await brokenInvariants()).toEqual([])
  await send(message({ id: 'u1', type: 'question.answered.reversed', reverses: 'a1', time: '2026-05-05T10:00:00Z', actor: 'moderator' }))
  await settleAll()
  expect(await balances()).toEqual([800, 500])
  expect(await brokenInvariants()).toEqual([])
})

test('[RU-12] a new version of a live rule tops up the past', async () => {
  const { ines, tom } = await past()
  const first = await saved(draft())
  await switchRule({ id: first.id, to: 'on', look: 'full' }, by)
  const balances = async () => [(await balanceOf(ines)).lifetime, (await balanceOf(tom)).lifetime]
  const spans = () => sqlAlone('SELECT rule_id, version, starts_at, ends_at FROM rule_span ORDER BY starts_at')
  const second = await saved(draft({ points: 400, limits: [] }), first.id)
  const [live, settled] = [await spans(), await balances()]
  expect(await switchRule({ id: first.id, to: 'on' }, by)).toEqual({ kind: 'unchanged' })
  expect(settled).toEqual([1650, 1500])
  const preview = await previewLookBack({ rule: second, from: null, until: null, sources: null, mode: 'top_up' }, by)
  expect(preview.differences.map(({ person, before, after }) => [person, before, after])).toEqual([[ines, 1650, 2300]])
  const looked = await switchRule({ id: first.id, to: 'on', look: 'top_up' }, by)
  expect(looked).toEqual({ kind: 'looked_back', points: preview.points, members: 1 })
  expect(await balances()).toEqual([1500 + 400 + 400, 1500])
  expect(await spans()).toEqual(live)
  const [entry] = await changesIn(1, { before: null, actor: null, kind: 'rule', object: String(first.id), limit: 1 })
  expect(entry).toMatchObject({ action: 'rule.looked_back', after: { version: 2, from: null, look: 'top_up', points: 650, members: 1 } })
  expect(await saveRule({ id: first.id, basedOn: 2, definition: draft({ points: 10, limits: [] }) }, by)).toHaveProperty('startsAt')
  expect(await switchRule({ id: first.id, to: 'on', look: 'full' }, by), 'an announced version has no say').toMatchObject({ points: 0, members: 0 })
  expect(await balances()).toEqual([2300, 1500])
  expect(await brokenInvariants()).toEqual([])
})

test('[RU-12][RU-02][RU-03] topping up gives each person what they would have got in all and no more: no second first one, nothing beyond a limit, also the second time', async () => {
  const ines = await addMember('ines')
  await send([answer('e1', 'ines', '2026-03-02'), answer('e2', 'ines', '2026-03-02')])
  await settleAll()
  const rule = await saved(draft())
  await switchRule({ id: rule.id, to: 'on' }, by)
  await send([answer('l1', 'ines', '2026-03-02'), answer('l2', 'ines', '2026-03-02')])
  await settleAll()
  expect((await balanceOf(ines)).lifetime).toBe(1650)
  const topUp = { rule, from: null, until: null, sources: null, mode: 'top_up' } as const
  expect(await previewLookBack(topUp, by)).toMatchObject({ points: 0, differences: [] })
  expect(await switchRule({ id: rule.id, to: 'on', look: 'top_up' }, by)).toMatchObject({ points: 0, members: 0 })
  expect((await balanceOf(ines)).lifetime).toBe(1650)
  await send([answer('e3', 'ines', '2026-03-01'), answer('e4', 'ines', '2026-03-01')])
  await switchRule({ id: rule.id, to: 'off' }, by)
  await settleAll()
  const second = await saved(draft({ points: 400, limits: [{ window: 'day', count: 1 }] }), rule.id)
  expect(await previewLookBack({ ...topUp, rule: second }, by)).toMatchObject({ points: 0, differences: [] })
  await switchRule({ id: rule.id, to: 'on', look: 'top_up' }, by)
  expect((await balanceOf(ines)).lifetime).toBe(1950)
  const third = await saved(draft({ points: 600, limits: [{ window: 'day', count: 1 }] }), rule.id)
  expect((await previewLookBack({ ...topUp, rule: third }, by)).differences).toMatchObject([{ person: ines, before: 1950, after: 2100 }])
  expect(await switchRule({ id: rule.id, to: 'on', look: 'top_up' }, by)).toMatchObject({ points: 150 })
  expect((await balanceOf(ines)).lifetime, 'one first and one regular day').toBe(2100)
  expect(await switchRule({ id: rule.id, to: 'on', look: 'top_up' }, by)).toMatchObject({ points: 0 })
  expect(await brokenInvariants()).toEqual([])
  expect(await switchRule({ id: rule.id, to: 'on', look: 'full' }, by)).toMatchObject({ points: 0 })
  expect(await brokenInvariants()).toEqual([])
})

test('[RU-12][RU-02] topping up gives nobody a second badge where the limit allows one', async () => {
  const ines = await addMember('ines')
  await saveBadge({ slug: 'helper', title: 'Helper', story: '', kinds: [], tiers: [], every: 1, secret: false, retired: false }, true, by)
  const times = async () => (await badgeBook(1, ines)).map((one) => one.progress.tier)
  await send([answer('e1', 'ines', '2026-03-02')])
  await settleAll()
  const limits: RuleDefinition['limits'] = [{ window: 'day', count: 1 }]
  const rule = await saved(draft({ points: 0, firstPoints: undefined, limits, also: [{ badge: 'helper' }] }))
  await switchRule({ id: rule.id, to: 'on' }, by)
  await send([answer('l1', 'ines', '2026-03-02'), answer('l2', 'ines', '2026-03-02')])
  await settleAll()
  expect(await times()).toEqual([1])
  expect((await previewLookBack({ rule, from: null, until: null, sources: null, mode: 'top_up' }, by)).changes).toEqual([])
  await switchRule({ id: rule.id, to: 'on', look: 'top_up' }, by)
  expect(await times()).toEqual([1])
  await switchRule({ id: rule.id, to: 'off' }, by)
  await send([answer('o1', 'ines', '2026-03-03'), answer('o2', 'ines', '2026-03-03')])
  await settleAll()
  await switchRule({ id: rule.id, to: 'on', look: 'top_up' }, by)
  expect(await times(), 'another day, another one').toEqual([2])
  await switchRule({ id: rule.id, to: 'on', look: 'full' }, by)
  expect(await times(), 'the first of each day').toEqual([2])
  expect(await sqlAlone(`SELECT 1 FROM award WHERE state = 'open'`)).toHaveLength(2)
  expect(await brokenInvariants()).toEqual([])
})
