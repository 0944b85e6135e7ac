import { beforeEach, expect, test } from 'vitest'
import { inTransaction, sqlAlone } from '#app/db/transaction.server.ts'
import { addBadge } from '#app/domain/standing/commands.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { replayLedger } from '#app/flows/replay-ledger.server.ts'
import { settleActivities } from '#app/flows/settle-activities.server.ts'
import { vestAwards } from '#app/flows/vest-awards.server.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, addRule, balanceOf, linkAccount, type Message, message, openHub, send, settleAll, wordsOf } from '#tests/support/hub.ts'
import { brokenInvariants } from '#tests/support/invariants.ts'

const kinds = ['generic:article.published']
let program: Program
let number = 0
beforeEach(async () => {
  await resetDatabase()
  program = await openHub()
})

const at = (minute: number): string => new Date(Date.UTC(2026, 2, 2, 10, minute)).toISOString()
const article = (part: Partial<Omit<Message, 'actor'>> & { actor?: string } = {}): Message =>
  message({ id: `x${(number += 1)}`, time: at(number), ...part })
const undo = (id: string): Message =>
  message({ id: `undo-${id}`, type: 'article.published.reversed', reverses: id, time: '2026-06-01T00:00:00Z', actor: 'moderator' })
const points = async (member: number): Promise<number> => (await balanceOf(member)).lifetime
const pending = async (member: number): Promise<number> =>
  (await sqlAlone<{ pending: number }>('SELECT pending FROM balance WHERE member_id = $1 AND currency = 1', [member]))[0]?.pending ?? 0

test('[RU-02][AB-02] caps by member, object, pair, program and points, and a cooldown, each refuse with their own reason', async () => {
  const ines = await addMember('ines')
  await addMember('tom')
  await addRule({ kinds, points: 7, limits: [{ window: 'day', count: 10 }] })
  await send(Array.from({ length: 11 }, () => article()))
  await settleAll()
  expect(await points(ines)).toBe(70)
  expect((await wordsOf(ines)).at(-1)).toMatchObject({ status: 'nothing', points: 0, code: 'limit' })
  const likes = ['generic:reaction.given']
  await addRule({ kinds: likes, points: 1, limits: [{ window: 'day', count: 3, per: 'pair' }] })
  const tom = (await sqlAlone<{ id: number }>(`SELECT id FROM member WHERE handle = 'tom'`))[0]?.id ?? 0
  for (let index = 0; index < 20; index += 1)
    await send({
      ...article({ type: 'reaction.given', actor: 'tom', object: { id: `post-${index}` } }),
      others: [{ id: 'ines', role: 'author' }],
    } as Message)
  await settleAll()
  expect(await points(tom)).toBe(3)
  await send({ ...article({ type: 'reaction.given', actor: 'tom' }), others: [{ id: 'yuki', role: 'author' }] } as Message)
  await settleAll()
  expect(await points(tom)).toBe(4)
  expect(await brokenInvariants()).toEqual([])
})

test('[RU-02] one object, the whole program, an amount of points and a cooldown are limits too', async () => {
  const ines = await addMember('ines')
  const tom = await addMember('tom')
  await addRule({ kinds: ['generic:talk.given'], points: 30, limits: [{ window: 'ever', count: 50, of: 'points' }] })
  await send([article({ type: 'talk.given' }), article({ type: 'talk.given' }), article({ type: 'talk.given' })])
  await settleAll()
  expect(await points(ines), 'the second one is cut to what is left').toBe(50)
  await addRule({ kinds: ['generic:course.completed'], points: 1, limits: [{ window: 'ever', count: 1, per: 'object' }] })
  for (const actor of ['ines', 'tom', 'tom']) await send(article({ type: 'course.completed', actor, object: { id: 'the-post' } }))
  await addRule({ kinds: ['generic:app.published'], points: 5, limits: [{ window: 'ever', count: 2, per: 'program' }] })
  for (const actor of ['ines', 'tom', 'tom']) await send(article({ type: 'app.published', actor }))
  await addRule({ kinds: ['generic:event.attended'], points: 100, cooldown: { minutes: 60, per: 'member' } })
  for (const minute of [0, 59, 60, 200])
    await send(article({ type: 'event.attended', actor: 'tom', time: new Date(Date.UTC(2026, 4, 1, 0, minute)).toISOString() }))
  await settleAll()
  expect(await points(ines)).toBe(50 + 1 + 5)
  expect(await points(tom)).toBe(5 + 300)
  expect((await wordsOf(tom)).map((word) => word.code).filter(Boolean)).toEqual(['limit', 'limit', 'limit', 'cooldown'])
  expect(await brokenInvariants()).toEqual([])
})

test('[RU-03] every third pays, an undo of any of them takes it back, and reaching it again pays once more', async () => {
  const ines = await addMember('ines')
  await addRule({ kinds, points: 100, counts: { every: 3 }, limits: [{ window: 'ever', count: 150, of: 'points' }] })
  const ids = ['n1', 'n2', 'n3', 'n4']
  await send(ids.map((id) => article({ id })))
  await settleAll()
  expect(await points(ines)).toBe(100)
  await send(undo('n1'))
  await settleAll()
  expect(await points(ines), 'three are left').toBe(100)
  await send(undo('n2'))
  await settleAll()
  expect(await points(ines)).toBe(0)
  await send(article({ id: 'n5' }))
  await settleAll()
  expect(await points(ines)).toBe(100)
  expect(await brokenInvariants()).toEqual([])
})

test('[RU-03][PR-07] marks on the reach of one piece of work pay once each, however often it is counted; stages pay by their value', async () => {
  const ines = await addMember('ines')
  await addRule({ kinds: ['generic:reach.counted'], points: 20, reach: { fact: 'views', thresholds: [100, 1000, 5000] } })
  const seen = (views: number, post = 'p') => article({ type: 'reach.counted', object: { id: post }, facts: { views } })
  for (const views of [50, 120, 130, 1500, 1600]) await send(seen(views))
  await send(seen(7000, 'q'))
  await settleAll()
  expect(await points(ines)).toBe(20 + 20 + 60)
  await addRule({ kinds: ['generic:idea.submitted'], points: 0, byValue: { fact: 'status', amounts: { new: 100, planned: 500, done: 3000 } } })
  for (const status of ['new', 'planned', 'refused', 'done']) await send(article({ type: 'idea.submitted', facts: { status } }))
  await settleAll()
  expect(await points(ines)).toBe(100 + 3600)
  expect(await brokenInvariants()).toEqual([])
})

test('[RU-04][RU-13] multipliers add up as documented and are named; a schedule ends by the time of the deed, late ones as it says', async () => {
  const ines = await addMember('ines')
  await addRule({ kinds, points: 100, title: 'Articles' })
  await addRule({
    kinds: ['*'],
    factor: 2,
    title: 'Double week',
    schedule: { from: '2026-03-01T00:00:00Z', until: '2026-03-08T00:00:00Z', late: true },
  })
  await addRule({ kinds, factor: 3, title: 'Docs month', condition: { all: [{ fact: 'topic', op: 'is', value: 'docs' }] } })
  await send([article(), article({ facts: { topic: 'docs' } }), article({ time: '2026-03-08T00:00:00Z' })])
  await settleAll()
  expect((await wordsOf(ines)).map((word) => word.points)).toEqual([200, 400, 100])
  const [word] = await sqlAlone<{ factors: { code: string; title?: string; factor?: number }[] }>(
    `SELECT (explanation ->> 'lines')::jsonb -> 0 -> 3 -> 'factors' AS factors FROM judgement WHERE points = 400`,
  )
  expect(word?.factors.map(({ code, title, factor }) => [code, title, factor])).toEqual([
    ['base', undefined, undefined],
    ['boost', 'Double week', 2],
    ['boost', 'Docs month', 3],
    ['boosted', undefined, 4],
  ])
  const ended = { from: '2026-01-01T00:00:00Z', until: '2026-02-01T00:00:00Z' }
  await addRule({ kinds: ['generic:video.published'], points: 10, schedule: { ...ended, late: true } })
  await addRule({ kinds: ['generic:translation.contributed'], points: 10, schedule: { ...ended, late: false } })
  for (const type of ['video.published', 'translation.contributed'])
    await send([article({ type, time: '2026-01-15T00:00:00Z' }), article({ type, time: '2026-02-02T00:00:00Z' })])
  await settleAll()
  expect(await points(ines)).toBe(700 + 10)
  expect(await brokenInvariants()).toEqual([])
})

test('[RU-13][RU-04][IN-04] what was taken back and is done again counts by when it was first done: no old work comes into a better week', async () => {
  const ines = await addMember('ines')
  const week = { from: '2026-06-02T00:00:00Z', until: '2026-06-09T00:00:00Z', late: true }
  await addRule({ kinds, points: 100, title: 'Articles' })
  await addRule({ kinds: ['*'], factor: 2, title: 'Double week', schedule: week })
  await addRule({ kinds, points: 7, title: 'Only that week', schedule: week })
  const again = { version: 'again', time: '2026-06-03T10:00:00Z' }
  await send(article({ id: 'old' }))
  await send(undo('old'))
  await send(article({ id: 'old', ...again }))
  await send(article({ id: 'new', time: again.time }))
  await settleAll()
  expect((await wordsOf(ines)).map((word) => [word.status, word.points])).toEqual([
    ['reversed', 0],
    ['counted', 100],
    ['counted', 214],
  ])
  expect(await points(ines)).toBe(314)
  expect((await replayLedger(program)).differsIn).toBeNull()
  expect(await brokenInvariants()).toEqual([])
})

test('[CH-18][RU-01] a shared award is split to the point, each share tells so, the unknown one waits for its owner, and an undo takes back all', async () => {
  const ines = await addMember('ines')
  const yuki = await addMember('yuki', { linked: false })
  await addRule({
    kinds,
    points: 101,
    shares: [
      { to: 'actor', percent: 60 },
      { to: { role: 'translator' }, percent: 40 },
    ],
  })
  await send({ ...article({ id: 'shared' }), others: [{ id: 'yuki', role: 'translator' }] } as Message)
  await settleAll()
  expect(await points(ines)).toBe(61)
  expect(await points(yuki)).toBe(0)
  await linkAccount(yuki, 'yuki')
  const { releaseShares } = await import('#app/domain/activities/commands.server.ts')
  await inTransaction({ program: 1, by: null }, async (scope) => {
    const [source] = await scope.sql<{ id: number }>(`SELECT id FROM source WHERE slug = 'generic'`)
    await releaseShares(scope, source?.id ?? 0, 'yuki')
  })
  await settleAll()
  expect([await points(ines), await points(yuki)]).toEqual([61, 40])
  expect(await brokenInvariants()).toEqual([])
  await send(undo('shared'))
  await settleAll()
  expect([await points(ines), await points(yuki)]).toEqual([0, 0])
  expect(await brokenInvariants()).toEqual([])
})

test('[LE-04][AB-06] a pending award vests when its days are over, and lapses when the work is gone before', async () => {
  const ines = await addMember('ines')
  await addRule({ kinds, points: 100, vesting: { days: 7 } })
  const now = new Date()
  await send([article({ id: 'stays', time: now.toISOString() }), article({ id: 'goes', time: now.toISOString() })])
  await settleAll()
  expect([await points(ines), await pending(ines)]).toEqual([0, 200])
  expect((await wordsOf(ines)).map((word) => word.status)).toEqual(['pending', 'pending'])
  const gone = new Date(now.getTime() + 1_000)
  await send({ ...undo('goes'), time: gone.toISOString() }, { receivedAt: gone })
  await settleAll()
  expect(await pending(ines)).toBe(100)
  expect(await vestAwards(program, 300, new Date(now.getTime() + 6 * 86_400_000))).toBe(0)
  expect(await vestAwards(program, 300, new Date(now.getTime() + 7 * 86_400_000 + 1_000))).toBe(1)
  expect(await vestAwards(program, 300, new Date(now.getTime() + 8 * 86_400_000))).toBe(0)
  expect([await points(ines), await pending(ines)]).toEqual([100, 0])
  expect((await wordsOf(ines)).map((word) => [word.status, word.points]).sort()).toEqual([
    ['counted', 100],
    ['undone', 0],
  ])
  expect(await brokenInvariants()).toEqual([])
  await send({ ...undo('stays'), id: 'undo-late', time: new Date(now.getTime() + 2_000).toISOString() })
  await settleAll()
  expect([await points(ines), await pending(ines)]).toEqual([0, 0])
  expect(await brokenInvariants()).toEqual([])
})

test('[RU-05] a badge that a rule gives triggers the rule on that badge, and an undo takes the whole chain back', async () => {
  const ines = await addMember('ines')
  await inTransaction({ program: 1, by: null }, (scope) =>
    addBadge(scope, { slug: 'mentor', title: 'Mentor', story: 'For helping.', kinds: [], tiers: [1], every: null, secret: false }),
  )
  await addRule({ kinds, also: [{ badge: 'mentor' }], points: 0 })
  await addRule({ kinds: ['hub:badge.granted'], points: 500, condition: { all: [{ fact: 'badge', op: 'is', value: 'mentor' }] } })
  await send(article({ id: 'chain' }))
  await settleAll()
  expect(await points(ines)).toBe(500)
  expect(await sqlAlone('SELECT 1 FROM badge_grant WHERE member_id = $1', [ines])).toHaveLength(1)
  await send(undo('chain'))
  await settleAll()
  expect(await points(ines)).toBe(0)
  expect(await sqlAlone('SELECT 1 FROM badge_grant WHERE member_id = $1', [ines])).toHaveLength(0)
  expect(await brokenInvariants()).toEqual([])
})

test('[LE-09] what a rule pays in another currency stays apart from points in sums, limits and boards', async () => {
  const ines = await addMember('ines')
  await sqlAlone(`INSERT INTO currency (program_id, id, slug, name) VALUES (1, 2, 'credits', 'credits')`)
  await addRule({ kinds, points: 5, currency: 'credits' })
  await addRule({ kinds, points: 100 })
  await addRule({ kinds: ['*'], factor: 2, title: 'Points only' })
  await send(article())
  await settleAll()
  expect(await sqlAlone('SELECT currency, lifetime FROM balance WHERE member_id = $1 ORDER BY currency', [ines])).toEqual([
    { currency: 1, lifetime: 200 },
    { currency: 2, lifetime: 5 },
  ])
  expect((await wordsOf(ines)).map((word) => word.points)).toEqual([200])
  expect(await brokenInvariants()).toEqual([])
})

test('[RU-01] what happens in the hub waits to be settled where a rule looks at it, and is only kept where none does', async () => {
  const ines = await addMember('ines')
  await inTransaction({ program: 1, by: null }, (scope) =>
    addBadge(scope, { slug: 'author', title: 'Author', story: '', kinds, tiers: [1, 2], every: null, secret: false }),
  )
  await addRule({ kinds, points: 10 })
  await send(article())
  await settleActivities(program)
  expect(await sqlAlone(`SELECT kind FROM activity WHERE source_id = 0`)).toEqual([{ kind: 'badge.granted' }])
  expect(await sqlAlone('SELECT 1 FROM inbox')).toEqual([])
  await addRule({ kinds: ['hub:badge.granted'], points: 5 })
  await send(article())
  await settleActivities(program)
  expect(await sqlAlone('SELECT 1 FROM inbox')).toHaveLength(1)
  await settleAll()
  expect(await points(ines), 'the second tier alone').toBe(25)
  expect(await brokenInvariants()).toEqual([])
})
