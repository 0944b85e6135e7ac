import { beforeEach, expect, test } from 'vitest'
import { inTransaction, lockSettling, sqlAlone } from '#app/db/transaction.server.ts'
import { type Period, periodStart } from '#app/foundation/calendar.ts'
import { updateProfile } from '#app/flows/update-profile.server.ts'
import { addScores, setListed } from '#app/domain/boards/commands.server.ts'
import { periodFrom, periods } from '#app/domain/boards/boards.ts'
import { boardAt, boardTotals, placeOf, placesAround, placesOn, standsOnBoards } from '#app/domain/boards/queries.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, addRule, message, openHub, send, settleAll } from '#tests/support/hub.ts'

const all = { reaches: ['public', 'members', 'hidden'], memberId: null }
const visitor = { reaches: ['public'], memberId: null }
let program: Program
beforeEach(async () => {
  await resetDatabase()
  program = await openHub({ timeZone: 'America/New_York' })
})

/** Adds points of a deed, as settling would. */
async function score(memberId: number, points: number, at = '2026-03-01T10:00:00Z'): Promise<void> {
  await inTransaction({ program: 1, by: null }, async (scope) => {
    await lockSettling(scope)
    await addScores(scope, [{ memberId, points, at: new Date(at), sourceId: 1 }], program.timeZone)
  })
}
const ever = () => boardAt(program, 'all', new Date())

test('[PR-13] equal points stand by who reached them with the earlier deed, then by who joined first; places are never shared', async () => {
  const [ada, ben, cleo, dan] = [await addMember('ada'), await addMember('ben'), await addMember('cleo'), await addMember('dan')]
  await score(ben, 100, '2026-03-02T10:00:00Z')
  await score(dan, 100, '2026-03-01T10:00:00Z')
  await score(cleo, 100, '2026-03-02T10:00:00Z')
  await score(ada, 300)
  const places = await placesOn(ever(), all, 0, 10)
  expect(places.map(({ place, person }) => [place, person?.handle])).toEqual([
    [1, 'ada'],
    [2, 'dan'],
    [3, 'ben'],
    [4, 'cleo'],
  ])
  for (const { place, memberId } of places) expect((await placeOf(ever(), memberId))?.place).toBe(place)
})

test('[PR-13] ranks of every period equal an independent sum of the book, in the zone of the program', async () => {
  const people = [await addMember('ada'), await addMember('ben'), await addMember('cleo')]
  await addRule({ kinds: ['generic:article.published'], points: 7 })
  await addRule({ kinds: ['generic:talk.given'], points: 11 })
  const now = new Date('2026-03-09T03:30:00Z')
  const moments = [
    '2026-03-09T03:00:00Z',
    '2026-03-08T10:00:00Z',
    '2026-03-02T05:00:00Z',
    '2026-03-02T04:59:59Z',
    '2026-03-01T04:00:00Z',
    '2025-12-31T23:00:00Z',
  ]
  for (const [index, time] of moments.entries()) {
    for (const [n, actor] of ['ada', 'ben', 'cleo'].entries()) {
      if ((index + n) % 3 === 0) continue
      await send(message({ id: `${actor}-${time}`, actor, type: n === 1 ? 'talk.given' : 'article.published', time }))
    }
  }
  await send(message({ id: 'undo', actor: 'ada', type: 'reversal', reverses: `ada-${moments[1]}`, time: '2026-03-09T02:00:00Z' }))
  await settleAll()
  const book = await sqlAlone<{ memberId: number; points: number; at: Date; turn: number }>(
    `SELECT member_id AS "memberId", CASE WHEN to_account = 1 THEN amount ELSE -amount END AS points, effective_at AS at FROM transfer`,
  )
  for (const period of Object.keys(periods) as Period[]) {
    const start = periodStart(period, now, program.timeZone)
    const sums = people
      .map((memberId) => {
        const lines = book.filter((line) => line.memberId === memberId && periodStart(period, line.at, program.timeZone) === start)
        const reached = Math.max(0, ...lines.map((line) => line.at.getTime()))
        return { memberId, points: lines.reduce((sum, line) => sum + line.points, 0), reached }
      })
      .filter((sum) => sum.points > 0)
      .sort((one, other) => other.points - one.points || one.reached - other.reached || one.memberId - other.memberId)
    const places = await placesOn(boardAt(program, period, now), all, 0, 10)
    expect(places.map(({ memberId, points }) => ({ memberId, points }))).toEqual(sums.map(({ memberId, points }) => ({ memberId, points })))
    expect(await boardTotals(boardAt(program, period, now))).toEqual({ members: sums.length, points: sums.reduce((sum, one) => sum + one.points, 0) })
  }
})

test('[PR-13] pages follow each other without gap or overlap', async () => {
  for (let n = 1; n <= 57; n += 1) await score(await addMember(`m${n}`, { linked: false }), 10 + (n % 5))
  const pages = await Promise.all([0, 25, 50].map((skip) => placesOn(ever(), all, skip, 25)))
  const places = pages.flat()
  expect(places.map((place) => place.place)).toEqual(Array.from({ length: 57 }, (_, index) => index + 1))
  expect(new Set(places.map((place) => place.memberId)).size).toBe(57)
})

test('[PR-13] members who opted out, are paused or have no points stand nowhere; who opted out still sees the place they would take', async () => {
  const [ada, ben, cleo, dan, eve] = [
    await addMember('ada'),
    await addMember('ben'),
    await addMember('cleo'),
    await addMember('dan'),
    await addMember('eve'),
  ]
  for (const [index, id] of [ada, ben, cleo, dan].entries()) await score(id, 400 - index * 100)
  await score(eve, 0)
  await updateProfile({ program: 1, by: ben }, ben, { onBoards: false })
  await sqlAlone(`UPDATE member SET state = 'paused' WHERE id = $1`, [cleo])
  await inTransaction({ program: 1, by: null }, (scope) => setListed(scope, cleo, false))
  expect((await placesOn(ever(), all, 0, 10)).map(({ place, person }) => [place, person?.handle])).toEqual([
    [1, 'ada'],
    [2, 'dan'],
  ])
  expect(await placeOf(ever(), ben)).toMatchObject({ place: 2, points: 300 })
  expect(await standsOnBoards(1, ben)).toBe(false)
  expect((await placesAround(ever(), { ...all, memberId: ben }, 1)).map(({ place, memberId }) => [place, memberId])).toEqual([
    [1, ada],
    [2, ben],
    [2, dan],
  ])
  expect((await placesAround(ever(), { ...all, memberId: dan }, 2)).map(({ memberId }) => memberId)).toEqual([ada, dan])
  expect(await placeOf(ever(), eve)).toBeNull()
  expect(await boardTotals(ever())).toEqual({ members: 2, points: 500 })
})

test('[PR-13] neighbors are the nearest on both sides, with their exact places', async () => {
  const ids: number[] = []
  for (let n = 1; n <= 9; n += 1) {
    const id = await addMember(`m${n}`, { linked: false })
    ids.push(id)
    await score(id, n === 5 ? 40 : 1000 - n * 100)
  }
  const order = (await placesOn(ever(), all, 0, 9)).map(({ place, memberId }) => [place, memberId])
  for (const [place, memberId] of order) {
    const around = await placesAround(ever(), { ...all, memberId: memberId ?? 0 }, 2)
    expect(around.map((one) => [one.place, one.memberId])).toEqual(order.filter(([other]) => Math.abs((other ?? 0) - (place ?? 0)) <= 2))
  }
})

test('[ME-07][PR-13] a name and a level reach only those whom the profile reaches; the place stays', async () => {
  const [ada, ben, cleo] = [await addMember('ada'), await addMember('ben'), await addMember('cleo')]
  for (const [index, id] of [ada, ben, cleo].entries()) await score(id, 300 - index * 100)
  await sqlAlone(`INSERT INTO level (program_id, rank, title, points_needed) VALUES (1, 1, 'Sprout', 0) ON CONFLICT DO NOTHING`)
  await sqlAlone(`INSERT INTO standing (program_id, member_id, level, reached_at) SELECT 1, id, 1, now() FROM member ON CONFLICT DO NOTHING`)
  await sqlAlone(`UPDATE member SET profile = 'members', hidden = '{level}' WHERE id = $1`, [ben])
  await sqlAlone(`UPDATE member SET profile = 'hidden' WHERE id = $1`, [cleo])
  const named = async (reader: typeof visitor | { reaches: string[]; memberId: number }) =>
    (await placesOn(ever(), reader, 0, 9)).map(({ place, person, level }) => [place, person?.name ?? null, level === null])
  expect(await named(visitor)).toEqual([
    [1, 'ada', false],
    [2, null, true],
    [3, null, true],
  ])
  expect(await named({ reaches: ['public', 'members'], memberId: ben })).toEqual([
    [1, 'ada', false],
    [2, 'ben', false],
    [3, null, true],
  ])
  expect((await named({ reaches: ['public', 'members'], memberId: cleo }))[1]).toEqual([2, 'ben', true])
})

test('a period in an address is read, and anything unknown is the week', () => {
  expect(['day', 'month', 'all', 'year', null].map(periodFrom)).toEqual(['day', 'month', 'all', 'week', 'week'])
})
