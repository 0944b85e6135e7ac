import { beforeEach, expect, test } from 'vitest'
import { inTransaction, lockSettling, sqlAlone } from '#app/db/transaction.server.ts'
import { seasonBoard } from '#app/domain/boards/boards.ts'
import { addScores, replaceScores } from '#app/domain/boards/commands.server.ts'
import { boardAt, placeOf, placesOn } from '#app/domain/boards/queries.server.ts'
import { frozenCount, frozenPlaceOf, frozenPlaces, seasonBySlug, seasonsOf } from '#app/domain/boards/queries/seasons.server.ts'
import { instantIn, localIn, seasonState } from '#app/domain/boards/seasons.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { freezeSeasons } from '#app/flows/freeze-seasons.server.ts'
import { planSeason } from '#app/flows/plan-season.server.ts'
import { removeSeason } from '#app/flows/remove-season.server.ts'
import { updateProfile } from '#app/flows/update-profile.server.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, addRule, balanceOf, message, openHub, send, settleAll } from '#tests/support/hub.ts'

const reader = { reaches: ['public', 'members'], memberId: null }
const actor = { program: 1, by: null }
const zone = 'America/New_York'
let program: Program
beforeEach(async () => {
  await resetDatabase()
  program = await openHub({ timeZone: zone })
})

const moment = (ms: number): Date => new Date(ms)
/** Long ahead, so that the seasons of a test can be planned today. */
const starts = Date.UTC(2999, 0, 1, 5)
const ends = Date.UTC(2999, 1, 1, 5)

async function plan(from = starts, until = ends, id: number | null = null, winners = 2) {
  return planSeason({ id, title: 'Winter', startsAt: moment(from), endsAt: moment(until), winners }, actor)
}

async function score(memberId: number, points: number, at: number): Promise<void> {
  await inTransaction(actor, async (scope) => {
    await lockSettling(scope)
    await addScores(scope, [{ memberId, points, at: moment(at), sourceId: 1 }], zone)
  })
}

const seasonNow = async (slug = 'winter') => {
  const season = await seasonBySlug(1, slug)
  if (!season) throw new Error('no season')
  return season
}
const live = async (slug?: string) => placesOn({ program: 1, ...seasonBoard((await seasonNow(slug)).id) }, reader, 0, 10)
const short = (places: { place: number; memberId: number; points: number }[]) =>
  places.map(({ place, memberId, points }) => [place, memberId, points])

test('[PR-18] a season counts deeds from its first to its last millisecond, freezes once, and the next one starts at zero while lifetime stands', async () => {
  const [ada, ben, cleo] = [await addMember('ada'), await addMember('ben'), await addMember('cleo')]
  await plan()
  expect(await planSeason({ id: null, title: 'Spring', startsAt: moment(ends), endsAt: moment(ends + 1_000), winners: 1 }, actor)).toMatchObject({
    slug: 'spring',
  })
  await score(ada, 50, starts - 1)
  await score(ada, 7, starts)
  await score(ben, 9, ends - 1)
  await score(cleo, 5, ends - 500)
  await score(cleo, 100, ends)
  expect(short(await live())).toEqual([
    [1, ben, 9],
    [2, ada, 7],
    [3, cleo, 5],
  ])
  expect(await freezeSeasons(1, moment(ends - 1))).toBe(0)
  expect(await freezeSeasons(1, moment(ends))).toBe(1)
  expect(await freezeSeasons(1, moment(ends + 500))).toBe(0)
  const winter = await seasonNow()
  expect(seasonState(winter, moment(ends))).toBe('frozen')
  expect(short(await frozenPlaces(1, winter.id, reader, 0, 10))).toEqual([
    [1, ben, 9],
    [2, ada, 7],
    [3, cleo, 5],
  ])
  expect(short(await live('spring'))).toEqual([[1, cleo, 100]])
  expect((await placeOf(boardAt(program, 'all', moment(ends)), cleo))?.points).toBe(105)
})

test('[PR-18] what arrives after the freezing changes no frozen place, and the season says how much it was', async () => {
  const [ada, ben] = [await addMember('ada'), await addMember('ben')]
  await plan()
  await score(ada, 10, starts)
  await freezeSeasons(1, moment(ends))
  await score(ben, 500, ends - 1)
  await score(ada, -10, starts)
  await inTransaction(actor, (scope) => replaceScores(scope, [ada], [{ memberId: ada, points: 3, at: moment(starts), sourceId: 1 }], zone))
  const winter = await seasonNow()
  expect(winter).toMatchObject({ lateCount: 2, latePoints: 490 })
  expect(short(await frozenPlaces(1, winter.id, reader, 0, 10))).toEqual([[1, ada, 10]])
  await expect(sqlAlone('UPDATE season_place SET points = 1')).rejects.toThrow(/season_place/)
  await expect(sqlAlone('DELETE FROM season_place')).rejects.toThrow(/season_place/)
})

test('[PR-18] deeds that arrived in time are settled before a season freezes, but it does not wait for ever', async () => {
  await addMember('ines')
  await plan()
  await send(message({ id: 'in-time' }))
  expect(await freezeSeasons(1, moment(ends + 1_000))).toBe(0)
  expect(await freezeSeasons(1, moment(ends + 46_000))).toBe(1)
})

test('[PR-18] winning is an event of the hub, once a winner, that a rule can pay after the season without changing it', async () => {
  const [ada, ben, cleo] = [await addMember('ada'), await addMember('ben'), await addMember('cleo')]
  await addRule({ kinds: ['hub:season.won'], points: 100, condition: { all: [{ fact: 'place', op: 'is', value: 1 }] } })
  await plan()
  for (const [index, member] of [ada, ben, cleo].entries()) await score(member, 30 - index, starts)
  await freezeSeasons(1, moment(ends))
  await settleAll()
  expect(await sqlAlone(`SELECT actor_id, facts ->> 'place' AS place FROM activity WHERE kind = 'season.won' ORDER BY id`)).toEqual([
    { actor_id: String(ada), place: '1' },
    { actor_id: String(ben), place: '2' },
  ])
  expect((await balanceOf(ada)).lifetime).toBe(100)
  expect((await balanceOf(ben)).lifetime).toBe(0)
  expect(short(await frozenPlaces(1, (await seasonNow()).id, reader, 0, 1))).toEqual([[1, ada, 30]])
})

test('[PR-14][PR-18] who opted out later is in no frozen place that others see, and the places of the others stay', async () => {
  const [ada, ben] = [await addMember('ada'), await addMember('ben')]
  await plan()
  await score(ada, 10, starts)
  await score(ben, 5, starts)
  await freezeSeasons(1, moment(ends))
  await updateProfile({ program: 1, by: ada }, ada, { onBoards: false })
  const { id } = await seasonNow()
  expect(short(await frozenPlaces(1, id, reader, 0, 10))).toEqual([[2, ben, 5]])
  expect(await frozenCount(1, id)).toBe(1)
  expect(await frozenPlaceOf(1, id, { ...reader, memberId: ada })).toMatchObject({ place: 1, points: 10 })
})

test('[PR-18] a season can be changed and taken back until it starts; seasons neither overlap nor begin in the past nor end before they start', async () => {
  expect(await plan(Date.now() - 1_000)).toMatchObject({ kind: 'started' })
  expect(await plan(ends, starts)).toMatchObject({ kind: 'backwards' })
  expect(await plan()).toMatchObject({ kind: 'planned', slug: 'winter' })
  expect(await plan(ends - 1, ends + 1_000)).toMatchObject({ kind: 'overlaps' })
  const { id } = await seasonNow()
  expect(await plan(starts, ends + 60_000, id, 5)).toMatchObject({ kind: 'planned' })
  expect(await seasonNow()).toMatchObject({ winners: 5, endsAt: moment(ends + 60_000) })
  await sqlAlone(`UPDATE season SET starts_at = now() - interval '1 hour'`)
  expect(await plan(starts, ends, id)).toMatchObject({ kind: 'started' })
  expect(await removeSeason(id, actor)).toMatchObject({ kind: 'started' })
  await sqlAlone(`UPDATE season SET starts_at = now() + interval '1 hour'`)
  expect(await removeSeason(id, actor)).toEqual({ kind: 'removed' })
  expect(await seasonsOf(1)).toEqual([])
})

test('times of a season are wall clock times in the zone of the program, across a change of the clocks', () => {
  expect(instantIn(zone, '2026-07-01T00:00')?.toISOString()).toBe('2026-07-01T04:00:00.000Z')
  expect(instantIn(zone, '2026-12-01T00:00:30')?.toISOString()).toBe('2026-12-01T05:00:30.000Z')
  expect(instantIn(zone, 'tomorrow')).toBeNull()
  expect(localIn(zone, new Date('2026-12-01T05:00:30Z'))).toBe('2026-12-01T00:00:30')
})
