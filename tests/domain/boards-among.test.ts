import { beforeEach, expect, test } from 'vitest'
import { inTransaction, lockSettling, sqlAlone } from '#app/db/transaction.server.ts'
import { channelScope } from '#app/domain/boards/boards.ts'
import { addScores } from '#app/domain/boards/commands.server.ts'
import { boardAt, boardTotals, placesOn } from '#app/domain/boards/queries.server.ts'
import { placesAmong, segmentSize } from '#app/domain/boards/queries/among.server.ts'
import { follows } from '#app/domain/boards/queries/choices.server.ts'
import { conditionsSchema, conditionWords } from '#app/domain/boards/segments.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { followMember } from '#app/flows/follow-member.server.ts'
import { updateProfile } from '#app/flows/update-profile.server.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, openHub } from '#tests/support/hub.ts'

const reader = { reaches: ['public', 'members'], memberId: null }
const now = new Date('2026-03-20T12:00:00Z')
let program: Program
let ids: Record<'ada' | 'ben' | 'cleo' | 'dan' | 'eve', number>
beforeEach(async () => {
  await resetDatabase()
  program = await openHub()
  ids = {
    ada: await addMember('ada'),
    ben: await addMember('ben'),
    cleo: await addMember('cleo'),
    dan: await addMember('dan'),
    eve: await addMember('eve'),
  }
  await sqlAlone(`UPDATE member SET joined_at = '2025-01-01'`)
})

async function score(name: keyof typeof ids, points: number, at = '2026-03-10T10:00:00Z', sourceId = 1): Promise<void> {
  await inTransaction({ program: 1, by: null }, async (scope) => {
    await lockSettling(scope)
    await addScores(scope, [{ memberId: ids[name], points, at: new Date(at), sourceId }], 'UTC')
  })
}
const ever = () => boardAt(program, 'all', now)
const short = (places: { place: number; points: number; person: { handle: string } | null }[]) =>
  places.map((one) => [one.place, one.person?.handle, one.points])

test('[PR-13] boards of a channel hold what was done there, by week, month and of all time; corrections by hand are on no channel', async () => {
  await score('ada', 10, '2026-03-19T10:00:00Z', 1)
  await score('ada', 90, '2026-03-19T10:00:00Z', 2)
  await score('ben', 30, '2026-03-02T10:00:00Z', 1)
  await score('ben', 500, '2026-03-19T10:00:00Z', 0)
  const channel = async (period: 'week' | 'month' | 'all', source: number) =>
    short(await placesOn(boardAt(program, period, now, channelScope(source)), reader, 0, 9))
  expect(await channel('week', 1)).toEqual([[1, 'ada', 10]])
  expect(await channel('month', 1)).toEqual([
    [1, 'ben', 30],
    [2, 'ada', 10],
  ])
  expect(await channel('all', 2)).toEqual([[1, 'ada', 90]])
  expect(await channel('all', 0)).toEqual([])
  expect(await boardTotals(ever())).toEqual({ members: 2, points: 630 })
})

test('[PR-13] a segment holds exactly those for whom all its conditions hold, in the order of the whole board, and its count is true', async () => {
  await sqlAlone(
    `INSERT INTO level (program_id, rank, title, points_needed) SELECT 1, n, 'L' || n, n FROM generate_series(1, 3) AS n ON CONFLICT DO NOTHING`,
  )
  for (const [index, name] of (['ada', 'ben', 'cleo', 'dan', 'eve'] as const).entries()) {
    await score(name, 100 - index * 10)
    await sqlAlone(
      `INSERT INTO standing (program_id, member_id, level, reached_at) VALUES (1, $1, $2, now()) ON CONFLICT (program_id, member_id) DO UPDATE SET level = excluded.level`,
      [ids[name], 1 + (index % 3)],
    )
  }
  await sqlAlone(`UPDATE member SET joined_at = '2026-03-15' WHERE handle IN ('cleo', 'dan')`)
  await sqlAlone(`INSERT INTO member_role (program_id, member_id, role) VALUES (1, $1, 'manager')`, [ids.ada])
  await sqlAlone(`DELETE FROM identity WHERE member_id = $1`, [ids.eve])
  const [source] = await sqlAlone<{ id: number }>(`SELECT id FROM source WHERE slug = 'generic'`)
  const among = async (conditions: object) => {
    const segment = conditionsSchema.parse(conditions)
    const { places, members } = await placesAmong(ever(), { segment, now }, reader, 0, 10)
    expect(members).toBe(places.length)
    expect(await segmentSize(1, segment, now)).toBe(places.length)
    expect(places.map(({ place }) => place)).toEqual(places.map((_, index) => index + 1))
    return places.map(({ person }) => person?.handle)
  }
  expect(await among({})).toEqual(['ada', 'ben', 'cleo', 'dan', 'eve'])
  expect(await among({ levelFrom: 2 })).toEqual(['ben', 'cleo', 'eve'])
  expect(await among({ levelFrom: 2, levelTo: 2 })).toEqual(['ben', 'eve'])
  expect(await among({ joinedWithinDays: 30 })).toEqual(['cleo', 'dan'])
  expect(await among({ joinedBeforeDays: 30, withoutStaff: true })).toEqual(['ben', 'eve'])
  expect(await among({ accountIn: [source?.id] })).toEqual(['ada', 'ben', 'cleo', 'dan'])
  expect(conditionWords(conditionsSchema.parse({ levelFrom: 2, joinedWithinDays: 30 }), new Map([[2, 'Sapling']]), new Map())).toBe(
    'at least Sapling, joined within 30 days',
  )
})

test('[PR-14] the newcomers’ board holds whoever joined lately, and most improved the gain on the month before of those who had points in it', async () => {
  await sqlAlone(`UPDATE member SET joined_at = '2026-02-01' WHERE handle IN ('ben', 'cleo')`)
  await score('ada', 300, '2026-02-10T10:00:00Z')
  await score('ada', 310)
  await score('ben', 20, '2026-02-10T10:00:00Z')
  await score('ben', 90)
  await score('cleo', 500)
  await score('dan', 50, '2026-02-10T10:00:00Z')
  await score('dan', 40)
  const newcomers = await placesAmong(ever(), { joinedSince: new Date('2026-01-01T00:00:00Z') }, { ...reader, memberId: ids.ben }, 0, 10)
  expect(short(newcomers.places)).toEqual([
    [1, 'cleo', 500],
    [2, 'ben', 110],
  ])
  expect(newcomers.mine?.place).toBe(2)
  const improved = await placesAmong(
    boardAt(program, 'month', now),
    { improvedOver: boardAt(program, 'month', new Date('2026-02-20T00:00:00Z')) },
    reader,
    0,
    10,
  )
  expect(short(improved.places)).toEqual([
    [1, 'ben', 70],
    [2, 'ada', 10],
  ])
})

test('[PR-14] people I follow stand on a board of my own, known to me alone, as long as I may see them', async () => {
  await score('ada', 10)
  await score('ben', 30)
  await score('cleo', 20)
  await score('dan', 40)
  const me = { program: 1, by: ids.ada }
  expect(await followMember('ben', true, me)).toEqual({ kind: 'following' })
  expect(await followMember('cleo', true, me)).toEqual({ kind: 'following' })
  expect(await followMember('ada', true, me)).toMatchObject({ kind: 'not_found' })
  expect(await followMember('nobody', true, me)).toMatchObject({ kind: 'not_found' })
  await updateProfile({ program: 1, by: ids.dan }, ids.dan, { profile: 'hidden' })
  expect(await followMember('dan', true, me)).toMatchObject({ kind: 'not_found' })
  const mine = async () => short((await placesAmong(ever(), { followedBy: ids.ada }, { ...reader, memberId: ids.ada }, 0, 10)).places)
  expect(await mine()).toEqual([
    [1, 'ben', 30],
    [2, 'cleo', 20],
    [3, 'ada', 10],
  ])
  expect([await follows(1, ids.ada, ids.ben), await follows(1, ids.ben, ids.ada)]).toEqual([true, false])
  await updateProfile({ program: 1, by: ids.ben }, ids.ben, { onBoards: false })
  expect(await mine()).toEqual([
    [1, 'cleo', 20],
    [2, 'ada', 10],
  ])
  await followMember('cleo', false, me)
  expect(await mine()).toEqual([[1, 'ada', 10]])
  expect(await sqlAlone(`SELECT 1 FROM audit_entry WHERE action LIKE '%follow%'`)).toEqual([])
})

test('[PR-14] whoever opted out is in no board of any kind, in no count and in no total, and keeps earning', async () => {
  await sqlAlone(`UPDATE member SET joined_at = '2026-03-01'`)
  await score('ada', 10, '2026-02-10T10:00:00Z')
  await score('ben', 5)
  await updateProfile({ program: 1, by: ids.ada }, ids.ada, { onBoards: false })
  await score('ada', 70)
  for (const board of [ever(), boardAt(program, 'month', now), boardAt(program, 'month', now, channelScope(1))]) {
    expect(short(await placesOn(board, reader, 0, 9))).toEqual([[1, 'ben', 5]])
    expect(await boardTotals(board)).toEqual({ members: 1, points: 5 })
  }
  const kinds = [
    { segment: conditionsSchema.parse({}), now },
    { joinedSince: new Date('2026-01-01') },
    { improvedOver: boardAt(program, 'month', new Date('2026-02-20')) },
  ]
  for (const kind of kinds) {
    const { places, members } = await placesAmong(boardAt(program, 'month', now), kind, reader, 0, 9)
    expect(places.filter(({ memberId }) => memberId === ids.ada)).toEqual([])
    expect(members).toBe(places.length)
  }
  await updateProfile({ program: 1, by: ids.ada }, ids.ada, { onBoards: true })
  expect(short(await placesOn(ever(), reader, 0, 9))).toEqual([
    [1, 'ada', 80],
    [2, 'ben', 5],
  ])
})
