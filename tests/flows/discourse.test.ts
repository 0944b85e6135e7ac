import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { findsOf, walkById, walksOf } from '#app/domain/activities/queries/walks.server.ts'
import { cardsFrom } from '#app/components/hub/kinds.ts'
import { compareUpstream } from '#app/flows/compare-upstream.server.ts'
import { departuresOf, memberByIdentity } from '#app/domain/members/queries.server.ts'
import { chooseDeparture } from '#app/flows/choose-departure.server.ts'
import { startWalk } from '#app/flows/start-walk.server.ts'
import { switchWalk } from '#app/flows/switch-walk.server.ts'
import { takeWalkStep } from '#app/flows/take-walk-step.server.ts'
import { askOutside } from '#app/flows/ask-outside.server.ts'
import { beginPolls } from '#app/jobs/walk-channels.server.ts'
import { discourse } from '#integrations/discourse/adapter.ts'
import { creditView, whatBecame, whyMissing } from '#app/routes/manage/walk-view.server.ts'
import { adapterById, adapters } from '#integrations/registry.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { connectForum, Forum, people, post, tell } from '#tests/support/forum.ts'
import { addMember, addRule, balanceOf, linkAccount, openHub, settleAll } from '#tests/support/hub.ts'

process.env.OUTBOUND_PRIVATE = '1'
const { noor, ines, tomasz } = people as Record<'noor' | 'ines' | 'tomasz', { id: number; username: string }>
const forum = new Forum()
let source = 0
let members = { noor: 0, tomasz: 0 }

beforeAll(() => forum.open())
afterAll(() => forum.close())
beforeEach(async () => {
  const { site } = forum
  await resetDatabase()
  await openHub()
  Object.assign(forum, { ...new Forum(), server: (forum as unknown as { server: unknown }).server, site })
})

async function begin(withKey: boolean): Promise<void> {
  source = await connectForum(forum, withKey)
  members = { noor: await addMember('noor', { linked: false }), tomasz: await addMember('tomasz', { linked: false }) }
  await linkAccount(members.noor, String(noor.id), 1, 'discourse')
  await linkAccount(members.tomasz, String(tomasz.id), 1, 'discourse')
}

async function points(): Promise<[number, number]> {
  await settleAll()
  return [(await balanceOf(members.noor)).lifetime, (await balanceOf(members.tomasz)).lifetime]
}

const states = () => sqlAlone<{ event: string; state: string; note: string }>('SELECT event, state, note FROM delivery ORDER BY id')

test('[IN-04][IN-05] an answer accepted, un-accepted, accepted again, and silently replaced by another', async () => {
  await begin(false)
  await addRule({ kinds: ['discourse:answer.accepted'], points: 150 })
  const [hers, his] = [{ solved: post(1, noor) }, { solved: post(2, tomasz, { post_number: 3 }) }]
  await tell('accepted_solution', hers)
  expect(await points()).toEqual([150, 0])
  // An automatic retry has a new number and the same bytes.
  await tell('accepted_solution', hers)
  expect(await points()).toEqual([150, 0])
  await tell('unaccepted_solution', hers)
  expect(await points()).toEqual([0, 0])
  await tell('accepted_solution', hers)
  expect(await points()).toEqual([150, 0])
  await tell('accepted_solution', his)
  expect(await points()).toEqual([0, 150])
  await tell('unaccepted_solution', his)
  expect(await points()).toEqual([0, 0])
  // Three acceptances, and each was taken back by a line of its own that names the first.
  expect(await sqlAlone('SELECT count(*)::int AS lines, count(reverses)::int AS reversals FROM transfer')).toEqual([{ lines: 6, reversals: 3 }])
})

test('[IN-05] with a key the forum itself is asked: a replay under another name changes nothing, and who accepted is known', async () => {
  await begin(true)
  await addRule({ kinds: ['discourse:answer.accepted'], points: 150, condition: { none: [{ fact: 'self_accepted', op: 'is', value: true }] } })
  forum.solved = [{ post: 1, number: 2, topic: 7310, by: noor, acting: ines, at: '2026-11-01T09:00:00.000Z' }]
  await tell('accepted_solution', { solved: post(1, noor) })
  expect(await points()).toEqual([150, 0])
  await tell('unaccepted_solution', { solved: post(1, noor) })
  expect(await points()).toEqual([150, 0])
  expect((await states()).at(-1)).toMatchObject({ state: 'ignored', note: 'the forum itself says otherwise' })
  forum.solved = [{ post: 9, number: 2, topic: 8000, by: tomasz, acting: tomasz, at: '2026-11-01T09:00:00.000Z' }]
  await tell('accepted_solution', { solved: post(9, tomasz, { topic_id: 8000 }) })
  expect(await points()).toEqual([150, 0])
})

test('[IN-04][IN-05] removed and restored replies, likes once, votes withdrawn; nothing of a private message is ever counted', async () => {
  await begin(false)
  await addRule({ kinds: ['discourse:post.created'], points: 5 })
  await addRule({ kinds: ['discourse:like.given'], points: 1 })
  await addRule({ kinds: ['discourse:vote.cast'], points: 2 })
  await tell('post_created', { post: post(5, noor) })
  await tell('post_destroyed', { post: post(5, noor) })
  expect(await points()).toEqual([0, 0])
  await tell('post_recovered', { post: post(5, noor) })
  expect(await points()).toEqual([5, 0])
  // Nobody said that this one was gone: the name in the header alone restores nothing.
  await tell('post_recovered', { post: post(6, noor) })
  await tell('post_liked', { like: { post: post(5, noor), user: tomasz } })
  await tell('post_liked', { like: { post: post(5, noor, { reads: 9 }), user: tomasz } })
  expect(await points()).toEqual([5, 1])
  const vote = { topic_voting: { topic_id: 7400, topic_slug: 'an-idea', voter_id: noor.id, vote_count: 3 } }
  await tell('topic_upvote', vote)
  expect(await points()).toEqual([7, 1])
  await tell('topic_unvote', vote)
  await tell('post_created', { post: post(7, noor, { topic_archetype: 'private_message' }) })
  expect(await points()).toEqual([5, 1])
})

test('[IN-18] a day of outage is repaired by a walk through the past without one double; stopping, rate limits and faults lose nothing', async () => {
  await begin(true)
  await addRule({ kinds: ['discourse:post.created'], points: 5 })
  await addRule({ kinds: ['discourse:answer.accepted'], points: 150 })
  forum.posts = Array.from({ length: 23 }, (_, n) =>
    post(100 + n, n % 2 ? noor : tomasz, { created_at: `2026-11-${String(1 + n).padStart(2, '0')}T08:00:00.000Z`, topic_id: 10 + n }),
  )
  for (const one of forum.posts.slice(0, 8)) await tell('post_created', { post: one })
  await tell('accepted_solution', { solved: forum.posts[1]! })
  forum.solved = [{ post: 101, number: 2, topic: 11, by: noor, acting: ines, at: '2026-11-03T09:00:00.000Z' }]
  forum.solved.push({ post: 102, number: 2, topic: 12, by: tomasz, acting: ines, at: '2026-11-04T09:00:00.000Z' })
  const by = { program: 1, by: members.noor }
  const started = await startWalk(discourse, { sourceId: source, name: 'posts', since: new Date('2026-11-01') }, by)
  expect(await startWalk(discourse, { sourceId: source, name: 'posts', since: new Date(0) }, by)).toMatchObject({ kind: 'running' })
  await startWalk(discourse, { sourceId: source, name: 'answers', since: new Date('2026-11-01') }, by)
  let clock = Date.now()
  forum.busy = 1
  const step = () => takeWalkStep({ program: 1, adapterById, fetch: askOutside, now: new Date((clock += 130_000)) })
  await step()
  expect((await walksOf(1, source)).every((walk) => walk.error === null && walk.pages === 0)).toBe(true)
  for (let n = 0; n < 3; n += 1) await step()
  await switchWalk({ id: 'id' in started ? started.id : 0, sourceId: source, to: 'stopped' }, by)
  await step()
  await switchWalk({ id: 'id' in started ? started.id : 0, sourceId: source, to: 'running' }, by)
  for (let n = 0; n < 30; n += 1) await step()
  const [answers, posts] = await walksOf(1, source)
  expect(posts).toMatchObject({ state: 'done', found: 23, added: 15, error: null })
  expect(answers).toMatchObject({ state: 'done', found: 2 })
  expect(await points()).toEqual([11 * 5 + 150, 12 * 5 + 150])
  await startWalk(discourse, { sourceId: source, name: 'posts', since: new Date('2026-11-01') }, by)
  for (let n = 0; n < 10; n += 1) await step()
  expect((await walksOf(1, source))[0]).toMatchObject({ state: 'done', found: 23, added: 0 })
  expect(await points()).toEqual([11 * 5 + 150, 12 * 5 + 150])
})

test('[IN-19][F7] what the forum has is compared with what was credited: what was missing and what gave nothing each name their reason', async () => {
  await begin(true)
  await addRule({ kinds: ['discourse:answer.accepted'], points: 150, condition: { all: [{ fact: 'self_accepted', op: 'is', value: false }] } })
  const at = (day: number) => `2026-11-0${day}T09:00:00.000Z`
  const solved = (n: number, by: typeof noor, acting: typeof noor) => ({ post: n, number: 2, topic: 10 + n, by, acting, at: at(n) })
  forum.solved = [solved(1, noor, ines), solved(2, tomasz, tomasz), solved(3, ines, noor), solved(4, noor, tomasz)]
  // Two were told when they happened, though the body of one could not be read; two were never told.
  await tell('accepted_solution', { solved: post(1, noor, { topic_id: 11 }) })
  await sqlAlone('UPDATE source SET created_at = $1', [new Date('2026-11-01T12:00:00Z')])
  await sqlAlone(
    `INSERT INTO delivery (program_id, source_id, delivery_key, event, headers, body, digest, received_at, state, note)
     VALUES (1, $1, 'broken', 'accepted_solution', '{}', '', '', $2, 'malformed', 'no JSON')`,
    [source, at(4)],
  )
  const started = await startWalk(discourse, { sourceId: source, name: 'answers', since: new Date('2026-11-01') }, { program: 1, by: members.noor })
  let clock = Date.now()
  for (let n = 0; n < 12; n += 1) await takeWalkStep({ program: 1, adapterById, fetch: askOutside, now: new Date((clock += 130_000)) })
  await settleAll()
  const walk = await walkById(1, source, 'id' in started ? started.id : 0)
  if (!walk) throw new Error('no walk')
  expect(walk).toMatchObject({ state: 'done', found: 4, added: 3 })
  const finds = await findsOf(1, walk.id)
  expect(finds.map((find) => [find.occurredAt.toISOString(), whyMissing(find), whatBecame(find)])).toEqual([
    [at(4), 'A delivery of that time could not be read.', null],
    [at(3), 'Nothing at all came from the platform at that time.', 'Nobody has linked this account yet: it waits.'],
    [at(2), 'Nothing at all came from the platform at that time.', null],
  ])
  const compared = await compareUpstream(1, discourse, { ...walk, sourceId: source })
  expect(compared).toMatchObject({ upstream: 4, credited: 2, unclaimed: 1, nothing: 1, waiting: 0 })
  const [view] = creditView(compared, cardsFrom(adapters)).uncredited
  expect(view).toMatchObject({ did: 'Had an answer accepted', handle: 'tomasz' })
  expect(view?.why).toMatch(/^The rule asks/)
})

test('[PR-07][IN-05] views are polled once a day, and a mark that is passed pays once', async () => {
  await begin(true)
  await addRule({ kinds: ['discourse:reach.counted'], points: 20, reach: { fact: 'views', thresholds: [100, 1000] } })
  const topic = (id: number, views: number) => ({ id, title: 'A topic', views, by: noor })
  const look = async (hours: number) => {
    const now = new Date(Date.now() + hours * 3_600_000)
    expect(await beginPolls(1, adapterById, now)).toBe(1)
    expect(await beginPolls(1, adapterById, now)).toBe(0)
    await takeWalkStep({ program: 1, adapterById, fetch: askOutside, now })
    return (await points())[0]
  }
  forum.views = [topic(7, 1300), topic(8, 40)]
  // Nobody asked for the views of before.
  expect(await look(0)).toBe(0)
  forum.views = [topic(7, 1400), topic(8, 1100)]
  expect(await look(25)).toBe(40)
  expect(await look(50)).toBe(40)
})

test('[PV-05] a deleted forum account is taken off its member, who says what becomes of what they did; points stay', async () => {
  await begin(true)
  await addRule({ kinds: ['discourse:post.created'], points: 10 })
  forum.posts = [post(50301, noor)]
  await tell('post_created', { post: post(50301, noor) })
  expect(await points()).toEqual([10, 0])
  const deleted = { user: { id: noor.id, username: noor.username, created_at: '2026-01-01T00:00:00.000Z' } }
  // The forum still has the account: somebody replayed the body of another event under this name.
  await tell('user_destroyed', deleted)
  expect(await memberByIdentity(1, source, String(noor.id))).toMatchObject({ holder: members.noor })
  forum.gone.add(noor.id)
  await tell('user_destroyed', { user: { ...deleted.user, name: 'Noor' } })
  await tell('user_destroyed', { user: { ...deleted.user, name: 'N.' } })
  expect(await memberByIdentity(1, source, String(noor.id))).toBeNull()
  const [asked, ...more] = await departuresOf(1, members.noor)
  expect([asked, more]).toMatchObject([{ handle: String(noor.id) }, []])
  expect(await sqlAlone(`SELECT member_id AS id, url FROM notice WHERE kind = 'account'`)).toEqual([{ id: members.noor, url: '/settings/accounts' }])
  const choose = (by: number, choice: 'keep' | 'forget') => chooseDeparture({ program: 1, by }, asked?.id ?? 0, choice, adapterById)
  expect(await choose(members.tomasz, 'forget')).toMatchObject({ kind: 'not_found' })
  expect(await choose(members.noor, 'forget')).toEqual({ kind: 'chosen' })
  expect(await choose(members.noor, 'keep')).toMatchObject({ kind: 'not_found' })
  expect(await sqlAlone(`SELECT actor_handle AS handle, object_title AS title, object_url AS url FROM activity WHERE kind = 'post.created'`)).toEqual(
    [{ handle: null, title: 'Removed on request', url: '' }],
  )
  expect(await sqlAlone(`SELECT 1 FROM delivery WHERE position('${noor.username}'::bytea IN body) > 0 AND event = 'post_created'`)).toEqual([])
  expect(await sqlAlone('SELECT handle, foreign_id AS id, choice FROM departure')).toEqual([{ handle: null, id: null, choice: 'forget' }])
  expect(await points()).toEqual([10, 0])
})
