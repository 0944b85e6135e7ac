import { beforeEach, expect, test } from 'vitest'
import { entrantsIn } from '#app/domain/challenges/settling.server.ts'
import { inTransaction, sqlAlone } from '#app/db/transaction.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { drawOrder, hashOfSeed } from '#app/domain/raffles/draw.server.ts'
import { awardPlaces } from '#app/flows/award-places.server.ts'
import { capChallenges } from '#app/flows/cap-challenges.server.ts'
import { closeChallenges } from '#app/flows/close-challenges.server.ts'
import { completeStage } from '#app/flows/complete-stage.server.ts'
import { failStage } from '#app/flows/fail-stage.server.ts'
import { reopenStage } from '#app/flows/reopen-stage.server.ts'
import { begin, publish, stage } from '#tests/support/challenges.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, balanceOf, openHub, settleAll, wordsOf } from '#tests/support/hub.ts'
import { brokenInvariants } from '#tests/support/invariants.ts'

let program: Program
let ines: number
beforeEach(async () => {
  await resetDatabase()
  program = await openHub()
  ines = await addMember('ines')
})

const pass = (participationId: number, stageId = 0, more: object = {}) =>
  inTransaction({ program: 1, by: null }, (scope) => completeStage(scope, program, { participationId, stageId, how: 'door', ...more }))
const reopen = (participationId: number, stageId = 0) =>
  inTransaction({ program: 1, by: null }, (scope) => reopenStage(scope, program, { participationId, stageId, reason: 'It was taken back.' }))

test('[CH-01] three stages pay each on passing, none can be skipped, and each once; undo takes back what it gave, and passing again pays again', async () => {
  const three = await publish({ award: { mode: 'stages' }, stages: [stage({ points: 5 }), stage({ points: 7 }), stage({ points: 11 })] })
  const [first, second, third] = three.stages
  const round = await begin(three, ines)
  expect(await pass(round, third)).toEqual({ kind: 'not_there' })
  expect(await pass(round, first)).toEqual({ kind: 'passed', next: second, points: 5 })
  expect(await Promise.all(Array.from({ length: 10 }, () => pass(round, second)))).toContainEqual({ kind: 'passed', next: third, points: 7 })
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 12 })
  expect(await pass(round, third)).toEqual({ kind: 'completed', points: 11, place: null, placesGone: false })
  expect(await pass(round, third)).toEqual({ kind: 'passed_before' })
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 23 })
  expect(await reopen(round, second)).toEqual({ kind: 'reopened' })
  expect(await reopen(round, second)).toEqual({ kind: 'not_passed' })
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 16 })
  expect(await pass(round, second)).toEqual({ kind: 'completed', points: 7, place: null, placesGone: false })
  expect(await balanceOf(ines)).toMatchObject({ lifetime: 23 })
  await settleAll()
  expect(await brokenInvariants()).toEqual([])
})

test('[CH-01] where the award comes at the end, only the end pays, and says for what', async () => {
  const two = await publish({ title: 'Backups', award: { mode: 'final', points: 40 }, stages: [stage({ points: 5 }), stage({ points: 7 })] })
  const round = await begin(two, ines)
  expect(await pass(round, two.stages[0])).toMatchObject({ kind: 'passed', points: 0 })
  expect(await pass(round, two.stages[1])).toMatchObject({ kind: 'completed', points: 40 })
  expect(await wordsOf(ines)).toEqual([{ kind: 'hub:challenge.award', status: 'counted', points: 40, code: null }])
  expect(await sqlAlone(`SELECT explanation -> 'correction' ->> 'reason' AS reason FROM judgement`)).toEqual([{ reason: 'You completed “Backups”.' }])
})

test('[CH-10] fifty who finish at once for ten places: exactly ten are paid, and each has a place of their own', async () => {
  const raced = await publish({ award: { points: 100 }, places: { kind: 'first', count: 10 } })
  const people = await Promise.all(Array.from({ length: 50 }, (_, n) => addMember(`racer-${n}`, { linked: false })))
  const rounds = await Promise.all(people.map((person) => begin(raced, person)))
  const ends = await Promise.all(rounds.map((round) => pass(round, raced.stages[0])))
  expect(ends.filter((end) => 'placesGone' in end && end.placesGone)).toHaveLength(40)
  const places = ends.flatMap((end) => ('place' in end && end.place !== null ? [end.place] : []))
  expect(places.sort((one, other) => one - other)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect(await sqlAlone('SELECT count(*)::int AS lines, sum(amount)::int AS sum FROM transfer')).toEqual([{ lines: 10, sum: 1000 }])
  expect(await brokenInvariants()).toEqual([])
  const winner = ends.findIndex((end) => 'place' in end && end.place === 4)
  await reopen(rounds[winner] ?? 0, raced.stages[0])
  expect(await pass(rounds[winner] ?? 0, raced.stages[0])).toMatchObject({ kind: 'completed', place: 4, points: 100 })
})

test('[CH-16] a reviewer’s amount counts within the range alone, and with the note stands in the words', async () => {
  const ranged = await publish({ award: { points: { min: 20, max: 60 } }, stages: [stage(), stage()] })
  const round = await begin(ranged, ines)
  await expect(pass(round, ranged.stages[0], { points: 61 })).rejects.toMatchObject({ kind: 'out_of_range' })
  expect(await pass(round, ranged.stages[0], { points: 45, how: 'verdict' })).toMatchObject({ kind: 'passed' })
  expect(await pass(round, ranged.stages[1], { how: 'verdict', note: 'Clear and short.' })).toMatchObject({ kind: 'completed', points: 45 })
  expect(await sqlAlone(`SELECT explanation -> 'correction' ->> 'reason' AS reason FROM judgement`)).toEqual([
    { reason: 'You completed “A challenge”. The reviewer wrote: Clear and short.' },
  ])
})

test('[CH-09] two answers lead to two different stages, and both ways come to the end', async () => {
  const ways = [
    { answer: 'code', position: 2 },
    { answer: 'words', position: 3 },
  ]
  const end = [{ answer: '', position: null }]
  const forked = await publish({ stages: [stage({ branch: ways }), stage({ branch: end }), stage()] })
  const omar = await addMember('omar')
  const [mine, theirs] = [await begin(forked, ines), await begin(forked, omar)]
  expect(await pass(mine, forked.stages[0], { answer: 'code' })).toMatchObject({ next: forked.stages[1] })
  expect(await pass(theirs, forked.stages[0], { answer: 'words' })).toMatchObject({ next: forked.stages[2] })
  expect(await pass(mine, forked.stages[1], { answer: '' })).toMatchObject({ kind: 'completed' })
  expect(await pass(theirs, forked.stages[2])).toMatchObject({ kind: 'completed' })
})

test('[CH-17] the first in a listed language is paid the multiple once, and variety brings its points; the words name both', async () => {
  const extra = { languages: { list: ['fr', 'ja'], factor: 2 }, variety: { points: 5 } }
  const posts = await publish({ award: { points: 30 }, extra, recurrence: { times: 3 } })
  const omar = await addMember('omar')
  const [end] = posts.stages
  expect(await pass(await begin(posts, ines, 'n1'), end, { tags: ['language:FR'] })).toMatchObject({ points: 60 })
  expect(await pass(await begin(posts, omar, 'n1'), end, { tags: ['language:fr'] })).toMatchObject({ points: 30 })
  expect(await pass(await begin(posts, ines, 'n2'), end, { tags: ['language:fr'] })).toMatchObject({ points: 30 })
  expect(await pass(await begin(posts, ines, 'n3'), end, { tags: ['language:ja'] })).toMatchObject({ points: 65 })
  const reasons = await sqlAlone<{ reason: string }>(
    `SELECT explanation -> 'correction' ->> 'reason' AS reason FROM judgement WHERE member_id = $1 ORDER BY activity_id`,
    [ines],
  )
  expect(reasons.map(({ reason }) => reason)).toEqual([
    'You completed “A challenge”. 30 × 2: you were the first in French.',
    'You completed “A challenge”.',
    'You completed “A challenge”. 30 × 2: you were the first in Japanese, + 5 for something new: Japanese.',
  ])
})

test('[CH-10] places for the best are given at the close, once, in the order of the scores', async () => {
  const best = await publish({ award: { points: 50 }, places: { kind: 'top', count: 2 } })
  const people = [ines, await addMember('omar'), await addMember('wen')]
  for (const [n, person] of people.entries()) await pass(await begin(best, person), best.stages[0], { score: n * 10 })
  expect(await sqlAlone('SELECT 1 FROM transfer')).toEqual([])
  const close = () =>
    inTransaction({ program: 1, by: null }, async (scope) => {
      const entrants = await entrantsIn(scope, best.id)
      return awardPlaces(
        scope,
        program,
        best.id,
        entrants.map((one) => one.id),
      )
    })
  expect(await close()).toBe(2)
  expect(await sqlAlone('SELECT member_id AS id, place FROM participation ORDER BY place NULLS LAST')).toEqual([
    { id: people[2], place: 1 },
    { id: people[1], place: 2 },
    { id: ines, place: null },
  ])
  expect(await sqlAlone('SELECT sum(amount)::int AS sum FROM transfer')).toEqual([{ sum: 100 }])
})

test('[CH-11][CH-10] drawn places go to those whom the published seed names, once, when a challenge closes with nobody signed in', async () => {
  const drawn = await publish({ award: { points: 50 }, places: { kind: 'raffle', count: 2 }, closesAt: new Date(Date.now() + 3_600_000) })
  const people = [ines, ...(await Promise.all(['omar', 'wen', 'kofi', 'lea'].map((name) => addMember(name, { linked: false }))))]
  const rounds = await Promise.all(people.map((person) => begin(drawn, person)))
  for (const round of rounds) expect(await pass(round, drawn.stages[0])).toMatchObject({ kind: 'completed', points: 0, place: null })
  const [announced] = await sqlAlone<{ hash: string; seed: string | null }>('SELECT seed_hash AS hash, seed FROM raffle')
  expect(announced?.seed).toBeNull()
  await reopen(rounds[4] ?? 0, drawn.stages[0])
  const later = new Date(Date.now() + 7_200_000)
  expect(await closeChallenges(program, later)).toBe(1)
  expect(await closeChallenges(program, later)).toBe(0)
  const [raffle] = await sqlAlone<{ seed: string; hash: string; entrants: number }>('SELECT seed, seed_hash AS hash, entrants FROM raffle')
  expect(raffle).toMatchObject({ hash: announced?.hash, entrants: 4 })
  expect(hashOfSeed(raffle?.seed ?? '')).toBe(announced?.hash)
  const tickets = await sqlAlone<{ ticket: string; memberId: number }>('SELECT ticket::text, member_id AS "memberId" FROM raffle_place')
  const order = drawOrder(
    raffle?.seed ?? '',
    tickets.map(({ ticket }) => ticket),
  )
  const winners = order.slice(0, 2).map((ticket) => tickets.find((one) => one.ticket === ticket)?.memberId)
  expect(await sqlAlone('SELECT member_id AS id FROM participation WHERE place IS NOT NULL ORDER BY place')).toEqual(winners.map((id) => ({ id })))
  expect(await sqlAlone('SELECT member_id AS id, amount FROM transfer ORDER BY turn')).toEqual(winners.map((id) => ({ id, amount: 50 })))
  expect(await brokenInvariants()).toEqual([])
})

test('[CH-22] check-ins and every other award of challenges count against the program’s most a day, by the person’s own day; who gets less reads why', async () => {
  await capChallenges({ program: 1, by: ines }, { mostADay: 12 })
  const hello = await publish({ title: 'Say hello', award: { points: 5 }, recurrence: { every: 'day' } })
  const steps = await publish({ title: 'Steps', award: { mode: 'stages' }, stages: [stage({ points: 4 }), stage({ points: 9 })] })
  const more = await publish({ title: 'More', award: { points: 20 } })
  expect(await pass(await begin(hello, ines, '2026-03-01'), hello.stages[0])).toMatchObject({ points: 5 })
  const round = await begin(steps, ines)
  expect(await pass(round, steps.stages[0])).toMatchObject({ points: 4 })
  const second = await addMember('second', { linked: false })
  await sqlAlone('UPDATE member SET merged_into = $1 WHERE id = $2', [ines, second])
  expect(await pass(await begin(more, second), more.stages[0])).toMatchObject({ kind: 'completed', points: 3 })
  expect(await pass(round, steps.stages[1])).toMatchObject({ kind: 'completed', points: 0 })
  expect(await sqlAlone(`SELECT sum(amount)::int AS sum FROM transfer`)).toEqual([{ sum: 12 }])
  expect(await sqlAlone(`SELECT explanation -> 'correction' ->> 'reason' AS reason FROM judgement ORDER BY activity_id OFFSET 2`)).toEqual([
    { reason: 'You completed “More”. Challenges give at most 12 on one day; you had 9 from them before, so this gave 3 of 20.' },
    { reason: expect.stringContaining('you had 12 from them before, so this gave nothing.') },
  ])
  const tomorrow = new Date(Date.now() + 86_400_000)
  const order = { participationId: await begin(hello, ines, '2026-03-02'), stageId: hello.stages[0] ?? 0, how: 'door' as const }
  expect(await inTransaction({ program: 1, by: null }, (scope) => completeStage(scope, program, order), tomorrow)).toMatchObject({ points: 5 })
  const [line] = await sqlAlone<{ after: object }>('SELECT after FROM audit_detail')
  expect(line?.after).toEqual({ mostADay: 12 })
  expect(await brokenInvariants()).toEqual([])
})

test('[CH-07] a failed try waits for the cooldown; a rejection ends the round', async () => {
  const now = new Date()
  const tried = await publish({ recurrence: { cooldownMinutes: 30 } })
  const round = await begin(tried, ines)
  const order = { participationId: round, stageId: tried.stages[0] ?? 0 }
  const fail = (how: 'for_now' | 'for_good') => inTransaction({ program: 1, by: null }, (scope) => failStage(scope, { ...order, how }), now)
  const retryAt = new Date(now.getTime() + 30 * 60_000)
  expect(await fail('for_now')).toEqual({ kind: 'failed', retryAt })
  expect(await fail('for_good')).toEqual({ kind: 'failed', retryAt })
  expect(await fail('for_now')).toEqual({ kind: 'not_there' })
  expect(await sqlAlone('SELECT state, retry_at AS "retryAt" FROM participation')).toEqual([{ state: 'failed', retryAt }])
})
