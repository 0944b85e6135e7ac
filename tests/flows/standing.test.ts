import { beforeEach, expect, test } from 'vitest'
import { openSession } from '#app/auth/sessions.server.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { badgeBook, cardsOf, firstsSince, momentById, streaksOf } from '#app/domain/standing/queries.server.ts'
import { celebrateAnniversaries } from '#app/flows/celebrate-anniversaries.server.ts'
import { giveBadge } from '#app/flows/give-badge.server.ts'
import { saveBadge } from '#app/flows/save-badge.server.ts'
import { saveCard } from '#app/flows/save-card.server.ts'
import { saveLevels } from '#app/flows/save-levels.server.ts'
import { saveStreak } from '#app/flows/save-streak.server.ts'
import * as momentPage from '#app/routes/hub/moment.tsx'
import * as recapPage from '#app/routes/hub/recap.tsx'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, addRule, balanceOf, message, openHub, send, settleAll } from '#tests/support/hub.ts'
import { Browser, visit } from '#tests/support/people.ts'

const article = 'generic:article.published'
const hub = { program: 1, by: null }
let program: Program
let ines: number

beforeEach(async () => {
  await resetDatabase()
  program = await openHub()
  ines = await addMember('ines')
  await addRule({ kinds: [article], points: 10 })
})

const badge = {
  slug: 'author',
  title: 'Author',
  story: 'Read to the end.',
  kinds: [article],
  tiers: [1, 5, 10, 25, 50],
  every: null,
  secret: false,
  retired: false,
}
const write = (ids: readonly string[], time?: string) => send(ids.map((id) => message({ id, ...(time ? { time } : {}) })))
async function signedIn(member: number): Promise<Browser> {
  const browser = new Browser()
  const [pair = ''] = (await openSession(browser.request('/'), 1, member)).split(';')
  browser.cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
  return browser
}
const events = () => sqlAlone<{ kind: string; facts: Record<string, unknown> }>(`SELECT kind, facts FROM activity WHERE source_id = 0 ORDER BY id`)

test('[PR-04][PR-05] the fifth article grants tier five once, however often it is redelivered, a rule pays for it once, and an undo takes both back', async () => {
  await saveBadge(badge, true, hub)
  await addRule({ title: 'For a badge', kinds: ['hub:badge.granted'], points: 100, condition: { all: [{ fact: 'tier', op: 'is', value: 5 }] } })
  await write(['a', 'b', 'c', 'd'])
  await settleAll()
  expect(await badgeBook(1, ines)).toMatchObject([{ progress: { current: 4, target: 5, tier: 1 } }])
  for (let again = 0; again < 3; again += 1) {
    await write(['e'])
    await settleAll()
  }
  expect(await badgeBook(1, ines)).toMatchObject([{ progress: { current: 5, target: 10, tier: 5 }, held: [{ tier: 1 }, { tier: 5 }] }])
  expect((await events()).filter((event) => event.kind === 'badge.granted' && event.facts.tier === 5)).toHaveLength(1)
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 150 })
  await send(message({ id: 'u', type: 'reversal', reverses: 'b', time: '2026-03-03T10:00:00Z' }))
  await settleAll()
  expect(await badgeBook(1, ines)).toMatchObject([{ progress: { current: 4, tier: 1 } }])
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 40 })
  await write(['f'])
  await settleAll()
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 150 })
})

test('[PR-04] a secret badge is in no answer and no count before it is held, then it is there', async () => {
  await saveBadge({ ...badge, slug: 'night-owl', title: 'Night owl', tiers: [2], secret: true }, true, hub)
  await write(['a'])
  await settleAll()
  expect(await badgeBook(1, ines)).toEqual([])
  await write(['b'])
  await settleAll()
  expect(await badgeBook(1, ines)).toMatchObject([{ badge: { slug: 'night-owl' }, progress: { tier: 2 } }])
})

test('[PR-04] a badge by hand counts how often it was given, names its reason in the audit log, and nobody gives one to themselves', async () => {
  await saveBadge({ ...badge, slug: 'thanks', title: 'Thanks', kinds: [], tiers: [], every: 1 }, true, hub)
  const bo = await addMember('bo')
  const order = { memberId: ines, badge: 'thanks', reason: 'Stayed late.' }
  await giveBadge({ ...order, way: 'give', key: 'key-number-1' }, { program: 1, by: bo })
  await giveBadge({ ...order, way: 'give', key: 'key-number-1' }, { program: 1, by: bo })
  await giveBadge({ ...order, way: 'give', key: 'key-number-2' }, { program: 1, by: bo })
  expect(await badgeBook(1, ines)).toMatchObject([{ progress: { tier: 2 } }])
  expect(await giveBadge({ ...order, way: 'give', key: 'key-number-3' }, { program: 1, by: ines })).toMatchObject({ kind: 'own_badge' })
  await giveBadge({ ...order, way: 'take', key: 'key-number-4' }, { program: 1, by: bo })
  expect(await badgeBook(1, ines)).toMatchObject([{ progress: { tier: 1 } }])
  expect(await sqlAlone(`SELECT reason FROM audit_detail d JOIN audit_entry e ON e.id = d.audit_id WHERE e.action = 'badge.given'`)).toContainEqual({
    reason: 'Stayed late.',
  })
})

test('[PR-08][PR-09] a card of ten nudges once at eight, the next one adds two, and a full card pays once by its rule and starts again', async () => {
  await saveCard(
    { slug: 'ten', title: 'Ten', story: '', kinds: [article], places: 10, repeating: true, offerHours: 48, startsAt: new Date(0) },
    500,
    hub,
  )
  const hour = (ago: number): string => new Date(Date.now() - ago * 3_600_000).toISOString()
  for (let index = 0; index < 8; index += 1) await write([`d${index}`], hour(20 - index))
  await settleAll()
  const [line] = await cardsOf(1, ines, new Date())
  expect(line).toMatchObject({ state: { place: 8, offered: true }, offerUntil: expect.any(Date) })
  const nudges = () => sqlAlone<{ key: string }>(`SELECT key FROM message WHERE template = 'card-nudge'`)
  expect(await nudges()).toHaveLength(1)
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 80 })
  await write(['next'], hour(2))
  await write(['next'], hour(2))
  await settleAll()
  expect(await cardsOf(1, ines, new Date())).toMatchObject([{ state: { fills: 1, place: 0 }, done: false }])
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 590 })
  await write(['further'], hour(1))
  await settleAll()
  expect(await cardsOf(1, ines, new Date())).toMatchObject([{ state: { fills: 1, place: 1 } }])
  expect(await nudges()).toHaveLength(1)
  // Two fewer: eight count, so the card was not full, and its pay goes back. The nudge of this round has been sent and is not sent again.
  for (const id of ['d3', 'd4']) await send(message({ id: `u-${id}`, type: 'reversal', reverses: id, time: hour(0.5) }))
  await settleAll()
  expect(await cardsOf(1, ines, new Date())).toMatchObject([{ state: { fills: 0, place: 8 } }])
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 80 })
  expect(await nudges()).toHaveLength(1)
})

test('[PR-10] days are the member’s own, and a new streak counts what was done before', async () => {
  const far = await addMember('far', { timeZone: 'Etc/GMT-12' })
  for (const [id, time] of [
    ['x', '2026-03-01T11:50:00Z'],
    ['y', '2026-03-02T11:50:00Z'],
    ['z', '2026-03-03T11:50:00Z'],
  ] as const)
    await send(message({ id, time, actor: 'far' }))
  await settleAll()
  await saveStreak({ slug: 'daily', title: 'Daily', unit: 'day', kinds: [], freezeEvery: 7, freezesMost: 2, retired: false }, hub)
  const streak = (at: string) => streaksOf(1, far, 'Etc/GMT-12', new Date(at))
  expect(await streak('2026-03-03T11:59:00Z')).toMatchObject([{ now: { state: 'done', length: 3 } }])
  expect(await streak('2026-03-03T12:00:00Z')).toMatchObject([{ now: { state: 'open', length: 3 } }])
  expect(await streak('2026-03-04T12:00:00Z')).toMatchObject([{ now: { state: 'over', length: 0 }, longest: 3 }])
})

test('[PR-02][PR-03] a level by points and badges is reached when both are there, is told to rules once, and saving levels moves everybody', async () => {
  await saveBadge(badge, true, hub)
  await write(['a', 'b', 'c', 'd'])
  await settleAll()
  const level = (rank: number, part: object) => ({
    rank,
    title: `Level ${rank}`,
    pointsNeeded: 0,
    badgesNeeded: 0,
    badgeNeeds: [],
    story: '',
    perks: [],
    ...part,
  })
  await saveLevels([level(1, {}), level(2, { pointsNeeded: 20 }), level(3, { pointsNeeded: 30, badgeNeeds: ['author:5'] })], hub)
  const standing = async () => (await sqlAlone<{ level: number }>('SELECT level FROM standing WHERE member_id = $1', [ines]))[0]?.level
  expect(await standing()).toBe(2)
  await write(['e'])
  await settleAll()
  expect(await standing()).toBe(3)
  expect((await events()).filter((event) => event.kind === 'level.reached').map((event) => event.facts.level)).toContain(3)
})

test('[PR-06] the first of a kind has a page of its own that stays where it is when an earlier one arrives, and goes when it is undone', async () => {
  await write(['late'], '2026-03-05T10:00:00Z')
  await settleAll()
  const [first] = await firstsSince(1, ines, null)
  await write(['early'], '2026-03-01T10:00:00Z')
  await settleAll()
  expect(await momentById(1, first!.id)).toMatchObject({ memberId: ines, kind: article, at: new Date('2026-03-01T10:00:00Z'), count: 2 })
  for (const id of ['late', 'early']) await send(message({ id: `u-${id}`, type: 'reversal', reverses: id, time: '2026-03-06T10:00:00Z' }))
  await settleAll()
  expect(await momentById(1, first!.id)).toBeNull()
})

test('[PR-06] the page of a first one can be shown to anybody while the profile is public, and is there for nobody whom the profile does not reach', async () => {
  await send(message({ id: 'a', object: { id: 'thing:a', title: 'Indexes for people', url: 'https://example.test/indexes' } }))
  await settleAll()
  const [first] = await firstsSince(1, ines, null)
  const path = `/moments/${first!.id}`
  const [owner, member, stranger] = [await signedIn(ines), await signedIn(await addMember('bo')), new Browser()]
  const open = async (browser: Browser) => {
    const { status, body } = await visit(browser, momentPage.loader as never, path, undefined, { id: String(first!.id) })
    const meta = status === 200 ? momentPage.meta({ data: body } as never) : []
    return { status, body: body as { open: boolean }, meta: JSON.stringify(meta), all: JSON.stringify(body) }
  }
  const seen = async () => [(await open(owner)).status, (await open(member)).status, (await open(stranger)).status]
  const shown = await open(stranger)
  expect(shown.body).toMatchObject({ open: true, mine: false, work: { title: 'Indexes for people', url: 'https://example.test/indexes' } })
  expect(shown.body).toMatchObject({ address: expect.stringMatching(new RegExp(`^https?://.+${path}$`)) })
  expect(shown.meta).toContain('og:title')
  expect(shown.meta).not.toContain('noindex')
  for (const [reach, answers] of [
    ['public', [200, 200, 200]],
    ['members', [200, 200, 404]],
    ['hidden', [200, 404, 404]],
  ] as const) {
    await sqlAlone('UPDATE member SET profile = $2 WHERE id = $1', [ines, reach])
    expect(await seen(), reach).toEqual(answers)
  }
  expect((await open(stranger)).all).not.toContain('Indexes')
  const own = await open(owner)
  expect([own.body.open, own.meta.includes('noindex'), own.meta.includes('og:')]).toEqual([false, true, false])
  await sqlAlone(`UPDATE member SET profile = 'public', hidden = ARRAY(SELECT 'channel:' || id FROM source WHERE slug = 'generic') WHERE id = $1`, [
    ines,
  ])
  expect(await seen(), 'in a channel that they hide').toEqual([200, 404, 404])
})

test('[PR-11] on the yearly date an active member is celebrated once, in their own zone, and finds the recap of their year; a quiet one is not', async () => {
  await addRule({ title: 'Another year', kinds: ['hub:anniversary'], points: 365 })
  const quiet = await addMember('quiet')
  await sqlAlone(`UPDATE member SET joined_at = '2025-03-10T09:00:00Z', time_zone = 'America/New_York' WHERE id = ANY($1::bigint[])`, [[ines, quiet]])
  await write(['a', 'b'], '2026-03-01T10:00:00Z')
  await settleAll()
  expect(await celebrateAnniversaries(1, new Date('2026-03-10T03:59:00Z'))).toBe(0)
  expect(await celebrateAnniversaries(1, new Date('2026-03-10T04:00:00Z'))).toBe(1)
  expect(await celebrateAnniversaries(1, new Date('2026-03-10T05:00:00Z'))).toBe(0)
  await settleAll()
  expect(await events()).toEqual([{ kind: 'anniversary', facts: { years: 1, contributions: 2 } }])
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 385 })
  expect(await balanceOf(quiet)).toMatchObject({ lifetime: 0 })

  expect(await sqlAlone(`SELECT DISTINCT object_url AS url FROM activity WHERE source_id = 0`)).toEqual([{ url: '/recap/2026' }])
  const recap = async (member: number, year: string) =>
    visit(await signedIn(member), recapPage.loader as never, `/recap/${year}`, undefined, { year })
  expect(await recap(ines, '2026')).toMatchObject({
    status: 200,
    body: { number: 1, running: false, from: '2025-03-10T04:00:00.000Z', until: '2026-03-10T03:59:59.999Z', total: 2, earned: 20, activeDays: 1 },
  })
  expect(await recap(quiet, '2026')).toMatchObject({ status: 200, body: { total: 0, earned: 0 } })
  expect((await recap(ines, '2025')).status, 'before they came').toBe(404)
  expect(program.id).toBe(1)
})

test('[PR-02] a badge given without points can be what a level asks for, and the level follows at once', async () => {
  await saveBadge({ ...badge, slug: 'host', title: 'Host', kinds: [], tiers: [1] }, true, hub)
  const level = { rank: 1, title: 'Host', pointsNeeded: 0, badgesNeeded: 0, badgeNeeds: ['host:1'], story: '', perks: [] }
  await saveLevels([level], hub)
  const bo = await addMember('bo')
  await giveBadge({ memberId: ines, badge: 'host', way: 'give', reason: 'Ran the meetup.', key: 'key-number-9' }, { program: 1, by: bo })
  expect(await sqlAlone('SELECT level FROM standing WHERE member_id = $1', [ines])).toEqual([{ level: 1 }])
})
