import { createHash, createHmac } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { inTransaction, sqlAlone } from '#app/db/transaction.server.ts'
import { contestSchema, type EntryForm, entrySchema } from '#app/domain/contests/contests.ts'
import { contestBySlug, contestsSeen, matchesOf, resultsOf } from '#app/domain/contests/queries.server.ts'
import { bracketPlaces, countVotes, nextRound } from '#app/domain/contests/tally.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { placesDrawn, raffleBySlug, rafflesSeen } from '#app/domain/raffles/queries.server.ts'
import { raffleSchema } from '#app/domain/raffles/raffles.ts'
import { addBadge } from '#app/domain/standing/commands.server.ts'
import { castVote } from '#app/flows/cast-vote.server.ts'
import { decideContests } from '#app/flows/decide-contests.server.ts'
import { drawRaffles } from '#app/flows/draw-raffles.server.ts'
import { enterContest } from '#app/flows/enter-contest.server.ts'
import { enterRaffle } from '#app/flows/enter-raffle.server.ts'
import { moveContest } from '#app/flows/move-contest.server.ts'
import { replayLedger } from '#app/flows/replay-ledger.server.ts'
import { saveContest } from '#app/flows/save-contest.server.ts'
import { saveRaffle } from '#app/flows/save-raffle.server.ts'
import { scoreEntry } from '#app/flows/score-entry.server.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, balanceOf, openHub } from '#tests/support/hub.ts'
import { brokenInvariants } from '#tests/support/invariants.ts'

const zone = 'America/New_York'
let program: Program
let manager: number
beforeEach(async () => {
  await resetDatabase()
  program = await openHub()
  manager = await addMember('manager', { linked: false })
  await sqlAlone(`UPDATE member SET joined_at = '2026-01-01'`)
})

const by = (member: number) => ({ program: 1, by: member })
/** New York is four hours behind in June. */
const at = (local: string) => new Date(`2026-06-${local}:00-04:00`)
const words = { title: 'Photo of the month', entriesFrom: '2026-06-01T00:00', entriesUntil: '2026-06-10T00:00', timeZone: zone }
const voting = { votesFrom: '2026-06-10T00:00', votesUntil: '2026-06-20T18:00' }

async function person(name: string): Promise<number> {
  const id = await addMember(name, { linked: false })
  await sqlAlone(`UPDATE member SET joined_at = '2026-01-01' WHERE id = $1`, [id])
  return id
}

async function openContest(part: object = {}): Promise<{ id: number; slug: string }> {
  const form = contestSchema.parse({ ...words, ...voting, way: 'vote', takes: ['text', 'link'], prizes: '300\n100', ...part })
  const saved = await saveContest(null, form, by(manager), at('01T00:00'))
  if (saved.kind !== 'saved') throw new Error(saved.message)
  const contest = await contestBySlug(1, saved.slug, true)
  await moveContest({ id: contest?.id ?? 0, to: 'published' }, by(manager))
  return { id: contest?.id ?? 0, slug: saved.slug }
}

const entry = (title: string): EntryForm => entrySchema.parse({ kind: 'text', title, text: 'Ten letters and more.' })
async function enter(slug: string, member: number, title: string, now = at('02T00:00')): Promise<number> {
  const done = await enterContest({ contest: slug, entryId: null, entry: entry(title) }, by(member), now)
  if (done.kind !== 'entered') throw new Error(done.kind)
  const [row] = await sqlAlone<{ id: number }>('SELECT max(id) AS id FROM contest_entry WHERE member_id = $1', [member])
  return row?.id ?? 0
}
const vote = (slug: string, member: number, entryId: number, now = at('12T00:00'), matchId = 0) =>
  castVote({ contest: slug, entryId, matchId, way: 'give' }, by(member), now)

async function addThanks(): Promise<void> {
  const card = { slug: 'thank-you', title: 'Thank you', story: 'From us.', kinds: [], tiers: [1] }
  await inTransaction(by(manager), (scope) => addBadge(scope, card))
}

test('[CH-12] entries and votes close on time in the stated zone, votes for oneself are refused, and winners, points and badges follow from the tally', async () => {
  await addThanks()
  const [ada, ben, cleo, dora] = [await person('ada'), await person('ben'), await person('cleo'), await person('dora')]
  const { slug } = await openContest({ prizes: '300, thank-you\n100' })
  expect(await enterContest({ contest: slug, entryId: null, entry: entry('Late') }, by(ada), at('10T00:00'))).toMatchObject({ kind: 'closed' })
  const dune = await enter(slug, ada, 'Dune', at('09T23:59'))
  const lake = await enter(slug, ben, 'Lake')
  expect(await enterContest({ contest: slug, entryId: null, entry: entry('Second') }, by(ada), at('03T00:00'))).toMatchObject({ kind: 'enough' })
  expect(await vote(slug, cleo, lake, at('09T23:59'))).toMatchObject({ kind: 'closed' })
  expect(await vote(slug, ben, lake)).toMatchObject({ kind: 'own_entry' })
  const newcomer = await addMember('newcomer', { linked: false })
  expect(await vote(slug, newcomer, lake)).toMatchObject({ kind: 'not_eligible' })
  expect(await vote(slug, cleo, lake, at('11T00:00'))).toEqual({ kind: 'voted' })
  expect(await vote(slug, cleo, dune, at('11T01:00'))).toMatchObject({ kind: 'no_votes' })
  expect(await vote(slug, dora, dune, new Date(at('20T18:00').getTime() - 1))).toEqual({ kind: 'voted' })
  expect(await vote(slug, ben, dune, at('20T18:00'))).toMatchObject({ kind: 'closed' })
  expect(await decideContests(program, new Date(at('20T18:00').getTime() - 1))).toBe(0)
  expect((await Promise.all([1, 2, 3].map(() => decideContests(program, at('20T18:00'))))).reduce((sum, one) => sum + one)).toBe(1)
  const contest = await contestBySlug(1, slug, false)
  expect(contest?.state).toBe('decided')
  // One vote each: Lake had its own first.
  expect((await resultsOf(1, contest?.id ?? 0)).map(({ entryId, tally }) => [entryId, tally])).toEqual([
    [lake, 1],
    [dune, 1],
  ])
  expect([(await balanceOf(ben)).lifetime, (await balanceOf(ada)).lifetime, (await balanceOf(cleo)).lifetime]).toEqual([300, 100, 0])
  expect(await sqlAlone('SELECT member_id FROM badge_grant')).toEqual([{ member_id: ben }])
  expect(
    await sqlAlone(`SELECT explanation -> 'correction' ->> 'reason' AS reason FROM judgement WHERE member_id = $1 AND points > 0`, [ben]),
  ).toEqual([{ reason: 'Place 1 in “Photo of the month” with “Lake”.' }])
  await expect(sqlAlone('UPDATE contest_result SET place = 9')).rejects.toThrow(/contest_result/)
  expect(await brokenInvariants()).toEqual([])
  const replayed = await replayLedger(program)
  expect(replayed.replayed).toBe(replayed.stands)
})

test('[CH-12] fifty votes of one member at once count once, and with three votes each never more than three count', async () => {
  const voter = await person('voter')
  const authors = await Promise.all(['ada', 'ben', 'cleo', 'dora', 'eva'].map(person))
  const { slug } = await openContest()
  const more = await openContest({ title: 'Three each', votesEach: '3' })
  const one = await enter(slug, authors[0] ?? 0, 'One')
  const entries: number[] = []
  for (const author of authors) entries.push(await enter(more.slug, author, 'Entry'))
  const answers = await Promise.all(Array.from({ length: 50 }, () => vote(slug, voter, one)))
  expect(answers.filter((answer) => answer.kind === 'voted')).toHaveLength(1)
  expect(answers.filter((answer) => answer.kind === 'voted_before')).toHaveLength(49)
  const many = await Promise.all(entries.flatMap((id) => [vote(more.slug, voter, id), vote(more.slug, voter, id)]))
  expect(many.filter((answer) => answer.kind === 'voted')).toHaveLength(3)
  expect(await sqlAlone('SELECT contest_id = $1 AS first, count(*)::int AS votes FROM contest_vote GROUP BY 1 ORDER BY 1', [more.id])).toEqual([
    { first: false, votes: 1 },
    { first: true, votes: 3 },
  ])
  const given = await sqlAlone<{ id: number }>('SELECT entry_id AS id FROM contest_vote WHERE contest_id = $1 ORDER BY 1 LIMIT 1', [more.id])
  const back = { contest: more.slug, entryId: given[0]?.id ?? 0, matchId: 0, way: 'take' as const }
  expect(await castVote(back, by(voter), at('13T00:00'))).toEqual({ kind: 'taken_back' })
  expect(await castVote(back, by(voter), at('13T00:00'))).toEqual({ kind: 'nothing_to_take' })
})

test('[CH-12] a paused contest is nobody’s page and takes no vote; a removed entry keeps no place; votes of suspended and merged accounts do not add up', async () => {
  const [ada, ben, cleo, dora, twin] = await Promise.all(['ada', 'ben', 'cleo', 'dora', 'twin'].map(person))
  const { id, slug } = await openContest()
  const dune = await enter(slug, ada ?? 0, 'Dune')
  const lake = await enter(slug, ben ?? 0, 'Lake')
  await vote(slug, cleo ?? 0, dune)
  await vote(slug, twin ?? 0, dune)
  await vote(slug, dora ?? 0, dune)
  await vote(slug, ada ?? 0, lake, at('11T00:00'))
  await moveContest({ id, to: 'paused' }, by(manager))
  expect(await contestsSeen(1)).toEqual([])
  expect(await vote(slug, ben ?? 0, dune)).toMatchObject({ kind: 'not_found' })
  await moveContest({ id, to: 'published' }, by(manager))
  await sqlAlone(`UPDATE member SET merged_into = $1 WHERE id = $2`, [cleo, twin])
  await sqlAlone(`UPDATE member SET state = 'paused' WHERE id = $1`, [dora])
  await decideContests(program, at('21T00:00'))
  expect((await resultsOf(1, id)).map(({ entryId, tally }) => [entryId, tally])).toEqual([
    [lake, 1],
    [dune, 1],
  ])
})

test('[CH-12] a jury scores by criteria, jurors’ own entries aside; the mean decides and only whole scores count', async () => {
  const [ada, ben, judy, jim] = [await person('ada'), await person('ben'), await person('judy'), await person('jim')]
  const { id, slug } = await openContest({ way: 'jury', criteria: 'Idea\nCraft', jurors: '@judy, jim' })
  const dune = await enter(slug, ada, 'Dune')
  const lake = await enter(slug, ben, 'Lake')
  const own = await enter(slug, judy, 'Own')
  const score = (member: number, entryId: number, scores: number[]) =>
    scoreEntry({ contest: slug, entryId, scores, note: '' }, by(member), at('12T00:00'))
  expect(await score(ada, lake, [9, 9])).toMatchObject({ kind: 'not_juror' })
  expect(await score(judy, own, [10, 10])).toMatchObject({ kind: 'own_entry' })
  expect(await score(judy, dune, [11, 2])).toMatchObject({ kind: 'incomplete' })
  expect(await vote(slug, jim, dune)).toMatchObject({ kind: 'closed' })
  await score(judy, dune, [7, 7])
  await score(judy, dune, [8, 7])
  await score(jim, dune, [6, 6])
  await score(jim, lake, [7, 8])
  await decideContests(program, at('21T00:00'))
  expect((await resultsOf(1, id)).map(({ entryId, tally, votes }) => [entryId, tally, votes])).toEqual([
    [lake, 750, 1],
    [dune, 675, 2],
    [own, 0, 0],
  ])
})

test('[CH-12] knock-out rounds follow one another by themselves, and the last one standing wins', async () => {
  const authors = await Promise.all(['ada', 'ben', 'cleo', 'dora', 'eva'].map(person))
  const { id, slug } = await openContest({ way: 'bracket', votesFrom: '2026-06-10T00:00', votesUntil: '2026-06-13T00:00' })
  const entries: number[] = []
  for (const author of authors) entries.push(await enter(slug, author, 'Entry'))
  await decideContests(program, at('10T00:01'))
  const first = await matchesOf(1, id)
  expect(first.map(({ firstId, secondId }) => [firstId, secondId])).toEqual([
    [entries[0], null],
    [entries[1], null],
    [entries[2], null],
    [entries[3], entries[4]],
  ])
  expect(await vote(slug, authors[0] ?? 0, entries[4] ?? 0, at('10T12:00'), first[3]?.id)).toEqual({ kind: 'voted' })
  expect(await vote(slug, authors[0] ?? 0, entries[0] ?? 0, at('10T12:00'), first[0]?.id)).toMatchObject({ kind: 'own_entry' })
  await decideContests(program, at('11T00:00'))
  const second = (await matchesOf(1, id)).filter((match) => match.round === 2)
  expect(second.map(({ firstId, secondId }) => [firstId, secondId])).toEqual([
    [entries[0], entries[4]],
    [entries[1], entries[2]],
  ])
  await vote(slug, authors[3] ?? 0, entries[4] ?? 0, at('11T12:00'), second[0]?.id)
  expect(await decideContests(program, at('14T00:00'))).toBe(1)
  expect((await resultsOf(1, id)).map((one) => one.entryId).slice(0, 2)).toEqual([entries[1], entries[4]])
  expect(await resultsOf(1, id)).toHaveLength(5)
})

test('[CH-12] the order of equals is stated: who reached the votes earlier, then who handed in earlier', () => {
  const entries = [1, 2, 3].map((id) => ({ id, memberId: id * 10 }))
  const votes = [
    { entryId: 3, memberId: 1, at: new Date(5) },
    { entryId: 2, memberId: 2, at: new Date(4) },
    { entryId: 2, memberId: 2, at: new Date(3) },
    { entryId: 1, memberId: 10, at: new Date(1) },
    { entryId: 9, memberId: 3, at: new Date(1) },
  ]
  expect(countVotes(entries, votes, 1).map(({ entryId, tally }) => [entryId, tally])).toEqual([
    [2, 1],
    [3, 1],
    [1, 0],
  ])
  expect(nextRound([1, 2, 3])).toEqual([
    { firstId: 1, secondId: 3 },
    { firstId: 2, secondId: null },
  ])
  expect(bracketPlaces(entries, [])).toHaveLength(3)
})

async function openRaffle(part: object = {}): Promise<string> {
  const form = raffleSchema.parse({
    ...{ title: 'Ten mugs', opensAt: '2026-06-01T00:00', closesAt: '2026-06-05T12:00', timeZone: zone, winners: '10', points: '50', prize: 'A mug' },
    ...part,
  })
  const done = await saveRaffle({ id: null, form, publish: true }, by(manager), at('01T00:00'))
  if (done.kind !== 'saved') throw new Error(done.message)
  return (await rafflesSeen(1))[0]?.slug ?? ''
}

test('[CH-11] a raffle publishes its seed’s hash first and then entrants’ hash, seed and result: anyone computes the same winners again', async () => {
  const slug = await openRaffle()
  const before = await raffleBySlug(1, slug)
  expect(before).toMatchObject({ seed: null, entrants: 0, entrantsHash: null })
  const people = await Promise.all(Array.from({ length: 30 }, (_, n) => person(`person-${n}`)))
  await Promise.all(people.flatMap((id) => [1, 2].map(() => enterRaffle({ raffle: slug, way: 'enter' }, by(id), at('02T00:00')))))
  await enterRaffle({ raffle: slug, way: 'leave' }, by(people[0] ?? 0), at('02T01:00'))
  expect(await enterRaffle({ raffle: slug, way: 'enter' }, by(people[0] ?? 0), at('05T12:00'))).toMatchObject({ kind: 'closed' })
  expect(await drawRaffles(program, new Date(at('05T12:00').getTime() - 1))).toBe(0)
  expect((await Promise.all([1, 2, 3].map(() => drawRaffles(program, at('05T12:00'))))).reduce((sum, one) => sum + one)).toBe(1)
  const after = await raffleBySlug(1, slug)
  const places = await placesDrawn(1, after?.id ?? 0)
  // Written from the recipe on the page alone.
  const sha = (text: string) => createHash('sha256').update(text).digest('hex')
  const tickets = places.map((place) => place.ticket)
  const list = sha([...tickets].sort().join('\n'))
  const ranked = tickets
    .map((ticket) => ({
      ticket,
      rank: createHmac('sha256', after?.seed ?? '')
        .update(`${list}:${ticket}`)
        .digest('hex'),
    }))
    .sort((one, other) => (one.rank < other.rank ? -1 : 1))
  expect(sha(after?.seed ?? '')).toBe(before?.seedHash)
  expect(after).toMatchObject({ entrantsHash: list, entrants: 29 })
  expect(places.filter((place) => place.won).map((place) => place.ticket)).toEqual(ranked.slice(0, 10).map(({ ticket }) => ticket))
  const winners = places.filter((place) => place.won).map((place) => place.memberId)
  expect(await sqlAlone('SELECT count(*)::int AS lines, sum(amount)::int AS sum FROM transfer')).toEqual([{ lines: 10, sum: 500 }])
  expect((await balanceOf(winners[0] ?? 0)).lifetime).toBe(50)
  await expect(sqlAlone('DELETE FROM raffle_place')).rejects.toThrow(/raffle_place/)
  expect(await brokenInvariants()).toEqual([])
})

test('[CH-11] a raffle with no points tells its winners, and one without entrants is drawn all the same', async () => {
  const slug = await openRaffle({ points: '0', winners: '1' })
  const ada = await person('ada')
  await enterRaffle({ raffle: slug, way: 'enter' }, by(ada), at('02T00:00'))
  await openRaffle({ title: 'Nobody came' })
  expect(await drawRaffles(program, at('06T00:00'))).toBe(2)
  expect(await sqlAlone('SELECT member_id, body FROM notice')).toEqual([
    { member_id: ada, body: 'Your ticket came out at place 1 of “Ten mugs”. You won: A mug.' },
  ])
  expect(await sqlAlone('SELECT 1 FROM transfer')).toEqual([])
})
