import { expect, test } from 'vitest'
import { badgeProgress, tiersCrossed, tiersReached } from '#app/domain/standing/badges.ts'
import { emptyCard, nextStamp } from '#app/domain/standing/cards.ts'
import { conditionsOf, levelFor, progressOf } from '#app/domain/standing/levels.ts'
import { stagesOf } from '#app/domain/standing/paths.ts'
import type { Level, PathCard } from '#app/domain/standing/standing.ts'
import { excusedDays, isMilestone, localDay, nextRun, type Run, streakAt, zoneAt } from '#app/domain/standing/streaks.ts'

const rules = { freezeEvery: 7, freezesMost: 2 }
const nobody = new Set<number>()

/** The streak after deeds at these instants, in a zone. */
function run(instants: readonly string[], zone: string, excused: ReadonlySet<number> = nobody): Run | null {
  const days = [...new Set(instants.map((at) => localDay(new Date(at), zone)))].sort((a, b) => a - b)
  return days.reduce<Run | null>((before, day) => nextRun(before, day, rules, excused), null)
}

test('[PR-10] twelve hours ahead, at ten to midnight on consecutive local days, the streak goes on', () => {
  const at = ['2026-06-01T11:50:00Z', '2026-06-02T11:50:00Z', '2026-06-03T11:50:00Z']
  expect(run(at, 'Etc/GMT-12')).toMatchObject({ length: 3 })
  // Twenty minutes later it is the day after the next, so a day is missed.
  expect(run([at[0]!, '2026-06-02T12:10:00Z', at[2]!], 'Etc/GMT-12')).toMatchObject({ length: 1 })
})

test('[PR-10] days of 23 and of 25 hours are days like others', () => {
  // Auckland: clocks go back on 5 April 2026 and forward on 27 September 2026; each deed at 23:50 local time.
  expect(run(['2026-04-03T10:50:00Z', '2026-04-04T10:50:00Z', '2026-04-05T11:50:00Z', '2026-04-06T11:50:00Z'], 'Pacific/Auckland')).toMatchObject({
    length: 4,
  })
  expect(run(['2026-09-25T11:50:00Z', '2026-09-26T11:50:00Z', '2026-09-27T10:50:00Z', '2026-09-28T10:50:00Z'], 'Pacific/Auckland')).toMatchObject({
    length: 4,
  })
  // New York: forward on 8 March 2026, back on 1 November 2026; deeds just after midnight and just before it.
  expect(run(['2026-03-07T05:01:00Z', '2026-03-08T05:01:00Z', '2026-03-09T04:01:00Z', '2026-03-10T03:59:00Z'], 'America/New_York')).toMatchObject({
    length: 3,
  })
  expect(run(['2026-10-31T04:01:00Z', '2026-11-01T04:01:00Z', '2026-11-02T04:59:00Z', '2026-11-02T05:01:00Z'], 'America/New_York')).toMatchObject({
    length: 3,
  })
  expect(run(['2026-01-01T18:14:00Z', '2026-01-01T18:15:00Z'], 'Asia/Kathmandu')).toMatchObject({ length: 2 })
})

test('[PR-10] seven kept days earn a freeze, at most two are saved, and a missed day takes one by itself', () => {
  const days = (from: number, count: number): number[] => Array.from({ length: count }, (_, index) => from + index)
  const fold = (list: readonly number[]): Run | null => list.reduce<Run | null>((before, day) => nextRun(before, day, rules, nobody), null)
  expect(fold(days(0, 6))).toMatchObject({ length: 6, freezes: 0 })
  expect(fold(days(0, 7))).toMatchObject({ length: 7, freezes: 1, kept: 0 })
  expect(fold(days(0, 30))).toMatchObject({ length: 30, freezes: 2 })
  const saved = fold(days(0, 7))
  expect(streakAt(saved, 7, nobody)).toMatchObject({ state: 'open', length: 7, freezes: 1 })
  expect(streakAt(saved, 8, nobody)).toMatchObject({ state: 'frozen', length: 7, freezes: 0 })
  expect(streakAt(saved, 9, nobody)).toMatchObject({ state: 'over', length: 0 })
  expect(fold([...days(0, 7), 8])).toMatchObject({ length: 8, freezes: 0 })
  expect(fold([...days(0, 7), 9])).toMatchObject({ length: 1, freezes: 0 })
  expect(fold([...days(0, 6), 7])).toMatchObject({ length: 1 })
  expect([7, 30, 100, 365, 730, 1095].every(isMilestone)).toBe(true)
  expect([0, 1, 8, 364, 700].some(isMilestone)).toBe(false)
})

test('[PR-10] who moves east and so loses a day keeps the streak; moving to and fro saves nobody', () => {
  const first = { since: new Date(0), zone: 'America/Los_Angeles' }
  // Monday 8 June 22:00 in Los Angeles; the flight arrives on Wednesday, Tuesday hardly happened.
  const moved = { since: new Date('2026-06-10T05:30:00Z'), zone: 'Pacific/Auckland' }
  const spans = [first, moved]
  const deeds = ['2026-06-09T05:00:00Z', '2026-06-10T20:00:00Z']
  const days = deeds.map((at) => localDay(new Date(at), zoneAt(spans, new Date(at), 'Pacific/Auckland')))
  expect(days[1]! - days[0]!).toBeGreaterThan(1)
  const fold = (excused: ReadonlySet<number>) => days.reduce<Run | null>((before, day) => nextRun(before, day, rules, excused), null)
  expect(fold(nobody)).toMatchObject({ length: 1 })
  expect(fold(excusedDays(spans))).toMatchObject({ length: 2, freezes: 0 })
  const toAndFro = Array.from({ length: 6 }, (_, index) => ({
    since: new Date(Date.UTC(2026, 5, 10 + index, 12)),
    zone: index % 2 === 0 ? 'Pacific/Auckland' : 'America/Los_Angeles',
  }))
  expect(excusedDays([first, ...toAndFro]).size).toBeLessThanOrEqual(2)
})

test('[PR-04][PR-05] tiers, repeats and progress follow the count, up and down', () => {
  const author = { kinds: ['k'], tiers: [1, 5, 10, 25, 50], every: null }
  expect(tiersReached(author, 5)).toEqual([1, 5])
  expect(tiersCrossed(author, 4, 5)).toEqual({ gained: [5], lost: [] })
  expect(tiersCrossed(author, 11, 4)).toEqual({ gained: [], lost: [5, 10] })
  expect(badgeProgress(author, 7)).toEqual({ current: 7, target: 10, tier: 5 })
  expect(badgeProgress(author, 50)).toEqual({ current: 50, target: null, tier: 50 })
  const regular = { kinds: ['k'], tiers: [], every: 10 }
  expect(tiersCrossed(regular, 9, 31)).toEqual({ gained: [1, 2, 3], lost: [] })
  expect(tiersCrossed(regular, 31, 29)).toEqual({ gained: [], lost: [3] })
  expect(badgeProgress(regular, 31)).toEqual({ current: 31, target: 40, tier: 3 })
})

test('[PR-08][PR-09] at eight of ten the next deed in time adds two, a further one adds one, and a full card starts again only if it repeats', () => {
  const card = { places: 10, repeating: true, offerHours: 72 }
  const at = (hour: number): Date => new Date(Date.UTC(2026, 0, 1, hour))
  const eight = Array.from({ length: 8 }, (_, index) => at(index)).reduce((state, moment) => nextStamp(state, moment, 1, card), {
    ...emptyCard,
    added: 0,
  })
  expect(eight).toMatchObject({ place: 8, offered: true, offerUntil: at(7 + 72) })
  expect(nextStamp(eight, at(20), 1, card)).toMatchObject({ added: 2, fills: 1, place: 0, offered: false })
  expect(nextStamp(eight, at(80), 1, card)).toMatchObject({ added: 1, place: 9, offerUntil: null })
  const big = { places: 20, repeating: false, offerHours: 72 }
  const sixteen = nextStamp(emptyCard, at(0), 16, big, true)
  const doubled = nextStamp(sixteen, at(1), 1, big)
  expect(doubled).toMatchObject({ added: 2, place: 18 })
  expect(nextStamp(doubled, at(2), 1, big)).toMatchObject({ added: 1, place: 19 })
  const full = nextStamp({ ...doubled, place: 19 }, at(3), 1, big)
  expect(nextStamp(full, at(4), 1, big)).toMatchObject({ added: 0, fills: 1, place: 20 })
})

const level = (rank: number, part: Partial<Level>): Level => ({
  rank,
  title: `Level ${rank}`,
  pointsNeeded: 0,
  badgesNeeded: 0,
  badgeNeeds: [],
  story: '',
  perks: [],
  ...part,
})

test('[PR-02][PR-03] a level asks for points, badges, or both, and says of each what is there and what is needed', () => {
  const levels = [
    level(1, {}),
    level(2, { pointsNeeded: 100 }),
    level(3, { badgesNeeded: 2 }),
    level(4, { pointsNeeded: 300, badgeNeeds: ['author:5'] }),
  ]
  const two = new Map([
    ['author', 1],
    ['helper', 10],
  ])
  expect(levelFor(levels, 500)).toBe(2)
  expect(levelFor(levels, 50, two)).toBe(1)
  expect(levelFor(levels, 500, two)).toBe(3)
  expect(levelFor(levels, 500, new Map([...two, ['author', 5]]))).toBe(4)
  expect(conditionsOf(levels[3]!, 260, two)).toEqual([
    { about: 'points', current: 260, needed: 300, met: false },
    { about: 'badge', badge: 'author', current: 1, needed: 5, met: false },
  ])
  expect(progressOf(levels, 260, two)).toMatchObject({ current: { rank: 3 }, next: { rank: 4 }, missing: 40 })
})

test('[PR-20] stage two opens only after stage one, however much of it is done', () => {
  const path: Pick<PathCard, 'stages'> = {
    stages: [
      { title: 'Learner', story: '', perks: [], needs: [{ type: 'kinds', kinds: ['generic:course.completed'], count: 2, words: 'courses' }] },
      {
        title: 'Teacher',
        story: '',
        perks: [],
        needs: [
          { type: 'kinds', kinds: ['generic:article.published'], count: 1, words: 'articles' },
          { type: 'badge', badge: 'helper', tier: 5 },
        ],
      },
      { title: 'Adviser', story: '', perks: [], needs: [{ type: 'level', rank: 4 }] },
    ],
  }
  const ground = { tallies: new Map([['generic:article.published', 9]]), held: new Map([['helper', 10]]), level: 5, done: new Set<string>() }
  expect(stagesOf(path, ground).map((stage) => stage.state)).toEqual(['open', 'locked', 'locked'])
  const learned = { ...ground, tallies: new Map([...ground.tallies, ['generic:course.completed', 2]]) }
  expect(stagesOf(path, learned).map((stage) => stage.state)).toEqual(['reached', 'reached', 'reached'])
  expect(stagesOf(path, { ...learned, held: new Map([['helper', 1]]) })[1]).toMatchObject({
    state: 'open',
    needs: [{ met: true }, { current: 1, needed: 5, met: false }],
  })
})
