import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { inTransaction, lockSettling, type Scope, sqlAlone } from '#app/db/transaction.server.ts'
import { addBadge, addCard, addStamps, grantBadge, putPath, putStreak, rebuildStanding, revokeBadge } from '#app/domain/standing/commands.server.ts'
import type { DeedChange } from '#app/domain/standing/standing.ts'
import { tellStanding } from '#app/flows/tell-standing.server.ts'
import { updateStanding } from '#app/flows/update-standing.server.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, openHub } from '#tests/support/hub.ts'

const kinds = ['generic:article.published', 'generic:talk.given']
const hub = { program: 1, by: null }
const story = <Result>(work: (scope: Scope) => Promise<Result>, now = new Date('2026-08-01T00:00:00Z')) =>
  inTransaction(
    hub,
    async (scope) => {
      await lockSettling(scope)
      return work(scope)
    },
    now,
  )

beforeEach(async () => {
  await resetDatabase()
  await openHub()
  await story(async (scope) => {
    await addBadge(scope, { slug: 'author', title: 'Author', story: '', kinds: [kinds[0]!], tiers: [1, 5, 10] })
    await addBadge(scope, { slug: 'any', title: 'Any', story: '', kinds, tiers: [3, 7] })
    await addBadge(scope, { slug: 'regular', title: 'Regular', story: '', kinds, tiers: [], every: 4 })
    await addBadge(scope, { slug: 'thanks', title: 'Thanks', story: '', kinds: [], tiers: [1] })
    await putStreak(scope, { slug: 'daily', title: 'Daily', unit: 'day', kinds: [], freezeEvery: 3, freezesMost: 2, retired: false })
    await putStreak(scope, { slug: 'talks', title: 'Talks', unit: 'week', kinds: [kinds[1]!], freezeEvery: 4, freezesMost: 1, retired: false })
    await addCard(scope, {
      slug: 'six',
      title: 'Six',
      story: '',
      kinds,
      places: 6,
      repeating: true,
      offerHours: 30,
      startsAt: new Date('2026-06-02'),
    })
    await addCard(scope, { slug: 'once', title: 'Once', story: '', kinds, places: 5, repeating: false, offerHours: 24, startsAt: new Date(0) })
    const needs = [{ type: 'kinds' as const, kinds: [kinds[0]!], count: 2, words: 'articles' }]
    const stages = [
      { title: 'One', story: '', perks: [], needs },
      { title: 'Two', story: '', perks: [], needs: [{ type: 'badge' as const, badge: 'any', tier: 7 }] },
    ]
    await putPath(scope, { slug: 'way', title: 'Way', story: '', stages, retired: false })
  })
})

/** All that stands of a member, without names of rows. */
async function standingOf(memberId: number): Promise<unknown> {
  const read = (sql: string) => sqlAlone(sql, [memberId])
  return {
    tally: await read('SELECT kind, count, first_at, first_activity FROM tally WHERE member_id = $1 AND count > 0 ORDER BY kind'),
    badges: await read('SELECT badge_id, tier FROM badge_grant WHERE member_id = $1 ORDER BY 1, 2'),
    units: await read('SELECT streak_id, unit, deeds, length, freezes, kept FROM streak_unit WHERE member_id = $1 ORDER BY 1, 2'),
    stamps: await read(
      'SELECT card_id, at, activity_id, origin, added, fills, place, offered, offer_until FROM stamp WHERE member_id = $1 ORDER BY 1, 2, 3, 4',
    ),
    events: await read('SELECT what FROM standing_event WHERE member_id = $1 ORDER BY 1'),
  }
}

const start = Date.UTC(2026, 5, 1)
const deedOf = (memberId: number, id: number, hours: number, by: 1 | -1 = 1): DeedChange => ({
  memberId,
  kind: kinds[id % 3 === 0 ? 1 : 0]!,
  by,
  activityId: id,
  subject: '',
  at: new Date(start + hours * 3_600_000),
  sourceId: 1,
  timeZone: 'Asia/Kathmandu',
})

const tail = (deeds: readonly DeedChange[]) => ({ timeZone: 'UTC', balances: [], scores: [], deeds })

test(
  '[PR-04][PR-08][PR-10][PR-20] whatever the order of deeds and undos, and however often they come, standing ends as the deeds that count say',
  { timeout: 60_000 },
  async () => {
    let number = 0
    const step = fc.record({ id: fc.integer({ min: 1, max: 14 }), undo: fc.boolean() })
    const times = fc.array(fc.integer({ min: 0, max: 24 * 12 }), { minLength: 15, maxLength: 15 })
    const property = fc.asyncProperty(
      times,
      fc.array(fc.array(step, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 7 }),
      async (hours, batches) => {
        number += 1
        const shuffled = await addMember(`shuffled-${number}`, { linked: false })
        const straight = await addMember(`straight-${number}`, { linked: false })
        const counting = new Set<number>()
        for (const batch of batches) {
          // In one tail a deed either comes or goes, as in the real story.
          const last = new Map(batch.map(({ id, undo }) => [id, undo]))
          await story((scope) => updateStanding(scope, tail([...last].map(([id, undo]) => deedOf(shuffled, id, hours[id]!, undo ? -1 : 1)))))
          for (const [id, undo] of last)
            if (undo) counting.delete(id)
            else counting.add(id)
        }
        const final = [...counting].sort((one, other) => hours[one]! - hours[other]! || one - other)
        for (const id of final) await story((scope) => updateStanding(scope, tail([deedOf(straight, id, hours[id]!)])))
        const expected = await standingOf(straight)
        expect(await standingOf(shuffled)).toEqual(expected)
        const rebuilt = await story((scope) =>
          rebuildStanding(
            scope,
            [{ memberId: shuffled, lifetime: 0, holders: [shuffled] }],
            [...counting].map((id) => deedOf(shuffled, id, hours[id]!)),
          ),
        )
        expect({ ...rebuilt, gains: rebuilt.gains.filter((gain) => gain.kind !== 'level.reached') }).toMatchObject({ gains: [], losses: [] })
        expect(await standingOf(shuffled)).toEqual(expected)
      },
    )
    await fc.assert(property, { numRuns: 25 })
  },
)

test('[PR-04][PR-08] gifts by a rule and by hand count once per key, survive a rebuild, and go when they are taken back', async () => {
  const ines = await addMember('ines')
  const at = new Date('2026-06-05T00:00:00Z')
  const give = (key: string) =>
    story(async (scope) => tellStanding(scope, [await grantBadge(scope, { memberId: ines, badge: 'thanks', key, activityId: 9, at })]))
  await give('hand:1')
  await give('hand:1')
  await give('rule:2')
  const stamps = (count: number) =>
    story(async (scope) => addStamps(scope, { memberId: ines, card: 'six', stamps: count, key: 'rule:3', activityId: 9, at }))
  await stamps(2)
  await stamps(2)
  await story((scope) => updateStanding(scope, tail([deedOf(ines, 1, 24), deedOf(ines, 2, 200)])))
  const before = await standingOf(ines)
  expect(before).toMatchObject({ events: [{ what: 'badge:author:1' }, { what: 'badge:thanks:1' }, { what: 'path:way:1' }] })
  await story((scope) => rebuildStanding(scope, [{ memberId: ines, lifetime: 0, holders: [ines] }], [deedOf(ines, 1, 24), deedOf(ines, 2, 200)]))
  expect(await standingOf(ines)).toEqual(before)
  await stamps(-2)
  expect(await sqlAlone('SELECT added FROM stamp WHERE card_id = 1 AND origin <> $1', [''])).toEqual([])
  const revoke = (key: string | null) => story(async (scope) => revokeBadge(scope, { memberId: ines, badge: 'thanks', key }))
  expect(await revoke('rule:2')).toMatchObject({ revoked: 1, losses: [] })
  expect(await revoke(null)).toMatchObject({ revoked: 1, losses: [{ what: 'badge:thanks:1' }] })
  expect(await revoke(null)).toMatchObject({ revoked: 0 })
})

test('a merge gives one person what two had, and a split gives it back', async () => {
  const [one, other] = [await addMember('one'), await addMember('other')]
  const mine = [1, 2, 4].map((id) => deedOf(one, id, id * 24))
  const theirs = [5, 7, 8].map((id) => deedOf(other, id, id * 24))
  await story((scope) => updateStanding(scope, tail([...mine, ...theirs])))
  await story((scope) => grantBadge(scope, { memberId: other, badge: 'thanks', key: 'hand:1', activityId: 0, at: new Date(start) }))
  const [before, beforeOther] = [await standingOf(one), await standingOf(other)]
  const move = (deeds: readonly DeedChange[], persons: Parameters<typeof rebuildStanding>[1]) =>
    story(async (scope) => tellStanding(scope, [await rebuildStanding(scope, persons, deeds)]))
  await move(
    [...mine, ...theirs.map((deed) => ({ ...deed, memberId: one }))],
    [
      { memberId: one, lifetime: 0, holders: [one, other] },
      { memberId: other, lifetime: 0, holders: [] },
    ],
  )
  expect(await standingOf(one)).toMatchObject({
    badges: expect.arrayContaining([
      { badge_id: 1, tier: 5 },
      { badge_id: 4, tier: 1 },
    ]),
  })
  expect(await standingOf(other)).toMatchObject({ tally: [], badges: [], units: [], stamps: [], events: [] })
  await move(
    [...mine, ...theirs],
    [
      { memberId: one, lifetime: 0, holders: [one] },
      { memberId: other, lifetime: 0, holders: [other] },
    ],
  )
  expect(await standingOf(one)).toEqual(before)
  expect(await standingOf(other)).toMatchObject({ ...(beforeOther as object), events: expect.anything() })
})
