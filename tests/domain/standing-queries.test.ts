import { beforeEach, expect, test } from 'vitest'
import { earnGroups } from '#app/components/hub/earn-view.ts'
import { cardsFrom } from '#app/components/hub/kinds.ts'
import { nextDeeds } from '#app/components/hub/next-deed.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { balanceOf } from '#app/domain/ledger/queries.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { channelsOf, kindsSince, liveRules, paidCounts } from '#app/domain/rules/queries/earn.server.ts'
import { type RuleAtVersion, ruleSchema } from '#app/domain/rules/rules.ts'
import { heldBadges, levelOf, levelReachedSince, levelsOf, talliesOf } from '#app/domain/standing/queries.server.ts'
import { progressOf } from '#app/domain/standing/levels.ts'
import { saveRule } from '#app/flows/save-rule.server.ts'
import { switchRule } from '#app/flows/switch-rule.server.ts'
import { adapters } from '#integrations/registry.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, addRule, message, openHub, send, settleAll } from '#tests/support/hub.ts'

const cards = cardsFrom(adapters)
let program: Program
let ines: number
beforeEach(async () => {
  await resetDatabase()
  program = await openHub()
  ines = await addMember('ines')
  await sqlAlone('DELETE FROM level')
  await sqlAlone(`INSERT INTO level (program_id, rank, title, points_needed) VALUES (1, 1, 'Seed', 0), (1, 2, 'Sprout', 100), (1, 3, 'Branch', 250)`)
})

test('[PR-03][ME-04] what is missing to the next level is exact, and giving exactly that promotes', async () => {
  await addRule({ kinds: ['generic:article.published'], points: 60 })
  await addRule({ kinds: ['generic:talk.given'], points: 40 })
  await send(message({ id: 'a' }))
  await settleAll()
  const missing = async () => progressOf(await levelsOf(1), (await balanceOf(1, ines)).lifetime)
  expect(await missing()).toMatchObject({ current: { title: 'Seed' }, next: { title: 'Sprout' }, missing: 40, share: 0.6 })
  expect(await levelOf(1, ines)).toEqual({ rank: 1, title: 'Seed' })
  await send(message({ id: 't', type: 'talk.given' }))
  await settleAll()
  expect(await missing()).toMatchObject({ current: { title: 'Sprout' }, next: { title: 'Branch' }, missing: 150, share: 0 })
  expect(await levelOf(1, ines)).toEqual({ rank: 2, title: 'Sprout' })
})

test('[PR-02] a level reached since an instant is news once; one that was lost again is not', async () => {
  await addRule({ kinds: ['generic:article.published'], points: 120 })
  const before = new Date(Date.now() - 1)
  await send(message({ id: 'a' }))
  await settleAll()
  expect(await levelReachedSince(1, ines, before)).toMatchObject({ rank: 2, title: 'Sprout' })
  expect(await levelReachedSince(1, ines, new Date(Date.now() + 1000))).toBeNull()
  await send(message({ id: 'u', type: 'reversal', reverses: 'a', time: '2026-03-03T10:00:00Z' }))
  await settleAll()
  expect(await levelReachedSince(1, ines, before)).toBeNull()
})

test('badges come at their highest tier, the newest first', async () => {
  await sqlAlone('DELETE FROM badge_grant')
  await sqlAlone('DELETE FROM badge')
  await sqlAlone(
    `INSERT INTO badge (program_id, id, slug, title, story, kinds, tiers) VALUES (1, 1, 'author', 'Author', '', '{generic:article.published}', '{1,2,5}')`,
  )
  await addRule({ kinds: ['generic:article.published'], points: 10 })
  await send([message({ id: 'a' }), message({ id: 'b' }), message({ id: 'c' })])
  await settleAll()
  expect(await heldBadges(1, ines)).toMatchObject([{ title: 'Author', tier: 2 }])
  expect([...(await talliesOf(1, ines))]).toEqual([['generic:article.published', 3]])
})

test('[MA-06] the page of ways to earn is the live rules: an edited rule reads differently, a rule that is off is gone', async () => {
  const id = await addRule({
    title: 'Articles',
    kinds: ['generic:article.published'],
    points: 200,
    firstPoints: 1500,
    limits: [{ window: 'day', count: 5 }],
  })
  const page = async () =>
    earnGroups(await liveRules(1, new Date()), await channelsOf(1), cards, 'points').flatMap((group) => group.ways.map((way) => way.sentence))
  expect(await page()).toEqual(['When an article is published, you get 200 points, 1,500 for the first one, at most 5 a day.'])
  const [rule] = await liveRules(1, new Date())
  const definition = ruleSchema.parse({ ...rule, points: 250, limits: [] })
  await saveRule({ id, basedOn: 1, definition }, { program: 1, by: null })
  expect(await page()).toEqual(['When an article is published, you get 250 points, 1,500 for the first one.'])
  await switchRule({ id, to: 'off', from: new Date() }, { program: 1, by: null })
  expect(await page()).toEqual([])
})

const rule = (id: number, part: Partial<RuleAtVersion> & { kinds: string[] }): RuleAtVersion => ({
  ...ruleSchema.parse({ title: `Rule ${id}`, points: 10, condition: { all: [] }, ...part }),
  id,
  version: 1,
})
const ground = {
  cards,
  open: new Set(['generic']),
  paid: new Map<string, number>(),
  recent: new Set<string>(),
  badges: [],
  tallies: new Map<string, number>(),
}

test('[ME-04] the best next deed pays most of what was not done lately, and never one whose limit is full or whose channel is closed', () => {
  const rules = [
    rule(1, { kinds: ['generic:article.published'], points: 200, firstPoints: 1500 }),
    rule(2, { kinds: ['generic:talk.given'], points: 800 }),
    rule(3, { kinds: ['github:release.published'], points: 9000 }),
    rule(4, { kinds: ['generic:video.published'], points: 5000, limits: [{ window: 'week', count: 1 }] }),
  ]
  const known = new Map([['generic:talk.given', 2]])
  const [best, next] = nextDeeds({ ...ground, rules, tallies: known, paid: new Map([['4/week', 1]]) })
  expect(best).toMatchObject({ title: 'An article', points: 1500, first: true })
  expect(next).toMatchObject({ title: 'A talk', points: 800, first: false })
  const later = nextDeeds({
    ...ground,
    rules,
    tallies: known,
    paid: new Map([
      ['4/week', 1],
      ['1/ever', 1],
    ]),
  })
  expect(later.map((deed) => [deed.title, deed.points])).toEqual([
    ['A talk', 800],
    ['An article', 200],
  ])
})

test('[ME-04] a badge tier one deed away goes before what pays more', () => {
  const rules = [rule(1, { kinds: ['generic:article.published'], points: 200 }), rule(2, { kinds: ['generic:talk.given'], points: 800 })]
  const badges = [{ id: 1, slug: 'author', title: 'Author', story: '', kinds: ['generic:article.published'], tiers: [1, 5] }]
  const tallies = new Map([
    ['generic:article.published', 4],
    ['generic:talk.given', 1],
  ])
  expect(nextDeeds({ ...ground, rules, badges, tallies })[0]).toMatchObject({ title: 'An article', badge: { title: 'Author', tier: 5, missing: 1 } })
})

test('[ME-04] what the home page asks of the rules: counts of the present windows, and the kinds that counted lately', async () => {
  const id = await addRule({ kinds: ['generic:article.published'], points: 10, firstPoints: 15, limits: [{ window: 'day', count: 3 }] })
  const time = '2026-03-02T10:00:00Z'
  await send([message({ id: 'a', time }), message({ id: 'b', time })])
  await settleAll()
  expect(Object.fromEntries(await paidCounts(1, ines, new Date('2026-03-02T20:00:00Z'), program.timeZone))).toEqual({
    [`${id}/day`]: 2,
    [`${id}/ever`]: 2,
  })
  expect(Object.fromEntries(await paidCounts(1, ines, new Date('2026-03-03T20:00:00Z'), program.timeZone))).toEqual({ [`${id}/ever`]: 2 })
  expect(await kindsSince(1, ines, new Date('2026-03-01T00:00:00Z'))).toEqual(['generic:article.published'])
  expect(await kindsSince(1, ines, new Date('2026-03-05T00:00:00Z'))).toEqual([])
})
