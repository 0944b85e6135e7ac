import { beforeEach, expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { badgeBook } from '#app/domain/standing/queries.server.ts'
import { mergeMembers } from '#app/flows/merge-members.server.ts'
import { replayLedger } from '#app/flows/replay-ledger.server.ts'
import { saveBadge } from '#app/flows/save-badge.server.ts'
import { freezeSeasons } from '#app/flows/freeze-seasons.server.ts'
import { vestAwards } from '#app/flows/vest-awards.server.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, addRule, balanceOf, type Message, message, openHub, send, settleAll, wordsOf } from '#tests/support/hub.ts'
import { addPerson } from '#tests/support/people.ts'
import { brokenInvariants } from '#tests/support/invariants.ts'

const kinds = ['generic:article.published']
const hub = { program: 1, by: null }
let program: Program
let ines: number

beforeEach(async () => {
  await resetDatabase()
  program = await openHub()
  ines = await addMember('ines')
})

const undo = (id: string, time: string): Message =>
  message({ id: `undo-${id}-${time}`, type: 'article.published.reversed', reverses: id, time, actor: 'moderator' })
const settle = async (...messages: Message[]): Promise<void> => {
  await send(messages)
  await settleAll()
}
const points = async (member = ines): Promise<number> => (await balanceOf(member)).lifetime
const boards = (period: string) =>
  sqlAlone<{ day: string; points: number }>(
    `SELECT to_char(b.starts_on, 'MM-DD') AS day, s.points FROM board b JOIN board_score s ON s.program_id = b.program_id AND s.board_id = b.id
     WHERE b.scope = '' AND b.period = $1 AND s.points <> 0 ORDER BY 1`,
    [period],
  )
const merge = async (memberId: number) =>
  mergeMembers(
    { program: 1, by: await addPerson('manager', ['manager']), roles: ['manager'] },
    { memberId, intoId: ines, reason: 'One person with two accounts.' },
    program,
  )
const tier = async (): Promise<number[]> => (await badgeBook(1, ines)).map(({ progress }) => progress.current)
const badge = { slug: 'author', title: 'Author', story: '', kinds, tiers: [1, 2, 3], every: null, secret: false, retired: false }

test('[RU-02][PR-13][IN-04] what is done again takes its place in limits, boards and counts of the day on which it was first done', async () => {
  await saveBadge(badge, true, hub)
  await addRule({ kinds, points: 10, limits: [{ window: 'day', count: 1 }] })
  await settle(message({ id: 'a', time: '2026-03-02T10:00:00Z' }))
  await settle(undo('a', '2026-03-04T10:00:00Z'))
  expect([await boards('day'), await tier()]).toEqual([[], [0]])
  await settle(message({ id: 'a', version: '2', time: '2026-03-05T10:00:00Z' }))
  expect(await boards('day')).toEqual([{ day: '03-02', points: 10 }])
  await settle(message({ id: 'b', time: '2026-03-05T11:00:00Z' }), message({ id: 'late', time: '2026-03-02T23:00:00Z' }))
  expect((await wordsOf(ines)).map((word) => [word.status, word.code])).toEqual([
    ['reversed', 'undone'],
    ['counted', null],
    ['nothing', 'limit'],
    ['counted', null],
  ])
  expect([await points(), await boards('day'), await tier()]).toEqual([
    20,
    [
      { day: '03-02', points: 10 },
      { day: '03-05', points: 10 },
    ],
    [2],
  ])
  expect(await brokenInvariants()).toEqual([])
  await settle(undo('a', '2026-03-06T10:00:00Z'))
  expect([await points(), await boards('day'), await tier()]).toEqual([10, [{ day: '03-05', points: 10 }], [1]])
  await settle(message({ id: 'a', version: '3', time: '2026-04-07T10:00:00Z' }))
  expect([await boards('month'), await tier()]).toEqual([[{ day: '03-01', points: 20 }], [2]])
  expect(await brokenInvariants()).toEqual([])
  expect((await replayLedger(program)).differsIn).toBeNull()
})

test('[PR-18] what a frozen season counted is in no later season, however often it is taken back and done again; a merge changes nothing in that', async () => {
  await addRule({ kinds, points: 10 })
  for (const [slug, from, until] of [
    ['winter', '2026-03-01', '2026-03-04'],
    ['spring', '2026-03-04', '2026-03-08'],
  ])
    await sqlAlone(`INSERT INTO season (program_id, title, slug, starts_at, ends_at, winners) VALUES (1, $1, $1, $2, $3, 1)`, [
      slug,
      `${from}T00:00:00Z`,
      `${until}T00:00:00Z`,
    ])
  await settle(message({ id: 'a', time: '2026-03-03T23:59:59Z' }))
  await freezeSeasons(1, new Date('2026-03-04T00:00:00Z'))
  const seasons = () =>
    sqlAlone(
      `SELECT s.slug, coalesce(p.points, l.points, 0)::int AS points, s.late_points::int AS late FROM season s
       LEFT JOIN season_place p ON p.season_id = s.id LEFT JOIN board b ON b.scope = 'season:' || s.id
       LEFT JOIN board_score l ON l.board_id = b.id ORDER BY s.id`,
    )
  await settle(undo('a', '2026-03-05T10:00:00Z'), message({ id: 'a', version: '2', time: '2026-03-05T11:00:00Z' }))
  const once = [
    { slug: 'winter', points: 10, late: 0 },
    { slug: 'spring', points: 0, late: 0 },
  ]
  expect([await seasons(), await points()]).toEqual([once, 10])
  await merge(await addMember('yuki'))
  expect([await seasons(), await points()]).toEqual([once, 10])
  expect(await brokenInvariants()).toEqual([])
})

test('[LE-04][PR-13] what is pending when it is done again waits anew, and counts for its first day once it is the member’s', async () => {
  await addRule({ kinds, points: 10, vesting: { days: 30 } })
  const [first, again] = [new Date('2026-10-01T10:00:00Z'), new Date('2026-11-10T10:00:00Z')]
  await settle(message({ id: 'a', time: first.toISOString() }))
  await settle(undo('a', '2026-11-01T10:00:00Z'), message({ id: 'a', version: '2', time: again.toISOString() }))
  expect(await vestAwards(program, 300, new Date(again.getTime() + 29 * 86_400_000))).toBe(0)
  expect(await vestAwards(program, 300, new Date(again.getTime() + 30 * 86_400_000))).toBe(1)
  expect([await points(), await boards('month')]).toEqual([10, [{ day: '10-01', points: 10 }]])
  await settle(undo('a', '2026-11-20T10:00:00Z'))
  expect([await points(), await boards('month')]).toEqual([0, []])
  expect(await brokenInvariants()).toEqual([])
})

test('[IN-04][PR-13] what one person closed and another closes again counts for each at their own time', async () => {
  const yuki = await addMember('yuki')
  await addRule({ kinds, points: 10 })
  await settle(message({ id: 'a', time: '2026-03-02T10:00:00Z' }), undo('a', '2026-03-03T10:00:00Z'))
  await settle(message({ id: 'a', actor: 'yuki', version: '2', time: '2026-03-05T10:00:00Z' }))
  expect([await points(), await points(yuki), await boards('day')]).toEqual([0, 10, [{ day: '03-05', points: 10 }]])
})

test('[PR-04][PR-05][IN-03] a deed that is told again in another version counts once for badges, in any order, through undo, merge and replay', async () => {
  await saveBadge(badge, true, hub)
  await addRule({ kinds, points: 10, condition: { all: [{ fact: 'featured', op: 'is', value: false }] } })
  await addRule({ kinds, points: 5, condition: { all: [{ fact: 'featured', op: 'is', value: true }] } })
  const plain = message({ id: 'a', time: '2026-03-02T10:00:00Z', facts: { featured: false } })
  const featured = message({ id: 'a', version: '2', time: '2026-03-04T10:00:00Z', facts: { featured: true } })
  await settle(plain)
  await settle(featured)
  expect([await points(), await tier()]).toEqual([15, [1]])
  await settle({ ...featured, id: 'b' })
  await settle({ ...plain, id: 'b' })
  expect([await points(), await tier()]).toEqual([30, [2]])
  expect(await sqlAlone(`SELECT to_char(at, 'MM-DD') AS day FROM counted_deed`)).toEqual([{ day: '03-02' }, { day: '03-02' }])
  await merge(await addMember('yuki'))
  expect([await tier(), await brokenInvariants()]).toEqual([[2], []])
  await settle(undo('a', '2026-03-03T10:00:00Z'))
  expect([await tier(), await brokenInvariants()]).toEqual([[2], []])
  expect(await sqlAlone(`SELECT to_char(at, 'MM-DD') AS day FROM counted_deed ORDER BY 1`)).toEqual([{ day: '03-02' }, { day: '03-04' }])
  await settle(undo('a', '2026-03-05T10:00:00Z'), undo('b', '2026-03-05T10:00:00Z'))
  expect([await points(), await tier(), await brokenInvariants()]).toEqual([0, [0], []])
  expect((await replayLedger(program)).differsIn).toBeNull()
})

test('[CH-18][IN-03] who is named by a deed is paid once, however its later versions order and add to the names', async () => {
  const [tom, yuki, anna] = [await addMember('tom'), await addMember('yuki'), await addMember('anna')]
  await addRule({ kinds, points: 10, to: { role: 'reviewer' } })
  const named = (version: string, ...ids: string[]) =>
    ({ ...message({ id: 'a', version, time: '2026-03-02T10:00:00Z' }), others: ids.map((id) => ({ id, role: 'reviewer' })) }) as Message
  await settle(named('1', 'tom', 'yuki'))
  await settle(named('2', 'anna', 'yuki', 'tom'))
  await settle(named('3', 'yuki', 'anna', 'tom'))
  expect([await points(tom), await points(yuki), await points(anna)]).toEqual([10, 10, 10])
  await settle(undo('a', '2026-03-05T10:00:00Z'))
  expect([await points(tom), await points(yuki), await points(anna)]).toEqual([0, 0, 0])
  expect(await brokenInvariants()).toEqual([])
})

test('[CH-18][RU-02] a limit counts shared awards too, whoever the shares go to and whether they come at once or one by one', async () => {
  const [tom, yuki] = [await addMember('tom'), await addMember('yuki')]
  const shares = [
    { to: { role: 'author' }, percent: 50 },
    { to: { role: 'translator' }, percent: 50 },
  ]
  await addRule({ kinds, points: 10, shares, limits: [{ window: 'day', count: 2 }] })
  const shared = (id: string) =>
    ({
      ...message({ id, time: '2026-03-02T10:00:00Z' }),
      others: [
        { id: 'tom', role: 'author' },
        { id: 'yuki', role: 'translator' },
      ],
    }) as Message
  for (const id of ['a', 'b', 'c']) await settle(shared(id))
  expect([await points(tom), await points(yuki)]).toEqual([10, 10])
  expect((await wordsOf(ines)).map((word) => word.code)).toEqual(['no_rule', 'no_rule', 'limit'])
  await settle(undo('a', '2026-03-05T10:00:00Z'), shared('d'))
  expect([await points(tom), await points(yuki)]).toEqual([10, 10])
  expect(await brokenInvariants()).toEqual([])
  expect((await replayLedger(program)).differsIn).toBeNull()
})

test('[CH-18][RU-02] a limit in points counts the same of a shared award at once and one by one', async () => {
  const tom = await addMember('tom')
  const sharing = {
    shares: [
      { to: 'actor' as const, percent: 60 },
      { to: { role: 'translator' }, percent: 40 },
    ],
    limits: [{ window: 'day' as const, count: 150, of: 'points' as const }],
  }
  await addRule({ kinds, points: 100, ...sharing })
  const shared = (id: string, day: string) =>
    ({ ...message({ id, time: `2026-03-${day}T10:00:00Z` }), others: [{ id: 'tom', role: 'translator' }] }) as Message
  await settle(shared('a', '02'), shared('b', '02'), shared('c', '02'))
  const atOnce = [await points(), await points(tom)]
  for (const id of ['d', 'e', 'f']) await settle(shared(id, '03'))
  expect([await points(), await points(tom)]).toEqual(atOnce.map((sum) => sum * 2))
  expect(await brokenInvariants()).toEqual([])
})

test.each([
  ['America/Los_Angeles', '2026-03-08T07:59:59Z', '2026-03-08T08:00:00Z', '2026-03-09T06:59:59Z'],
  ['Europe/Berlin', '2026-03-28T22:59:59Z', '2026-03-28T23:00:00Z', '2026-03-29T21:59:59Z'],
  ['Asia/Kolkata', '2026-03-28T18:29:59Z', '2026-03-28T18:30:00Z', '2026-03-29T18:29:59Z'],
])('[RU-09][RU-02] once a day goes by the program’s midnight, also on a day of 23 hours: %s', async (timeZone, before, midnight, last) => {
  await resetDatabase()
  await openHub({ timeZone })
  ines = await addMember('ines')
  await addRule({ kinds, points: 10, limits: [{ window: 'day', count: 1 }] })
  await settle(message({ id: 'a', time: before }), message({ id: 'b', time: midnight }), message({ id: 'c', time: last }))
  expect((await wordsOf(ines)).map((word) => [word.status, word.code])).toEqual([
    ['counted', null],
    ['counted', null],
    ['nothing', 'limit'],
  ])
  expect(await brokenInvariants(timeZone)).toEqual([])
})
