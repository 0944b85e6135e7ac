import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { walksOf } from '#app/domain/activities/queries/walks.server.ts'
import { accountsOf } from '#app/domain/members/queries.server.ts'
import { profileToken } from '#app/domain/members/queries/tokens.server.ts'
import { linkByProfile } from '#app/flows/link-by-profile.server.ts'
import { devto } from '#integrations/devto/adapter.ts'
import { nodebb } from '#integrations/nodebb/adapter.ts'
import { npm } from '#integrations/npm/adapter.ts'
import { stack } from '#integrations/stack/adapter.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, addRule, balanceOf, linkAccount, openHub, settleAll } from '#tests/support/hub.ts'
import { addPerson } from '#tests/support/people.ts'
import { connectAsked, Rounds, Web } from '#tests/support/web.ts'

process.env.OUTBOUND_PRIVATE = '1'
const web = new Web()
let rounds = new Rounds(web)
let noor = 0
let actor = { program: 1, by: 0 }
beforeAll(() => web.open())
afterAll(() => web.close())
beforeEach(async () => {
  await resetDatabase()
  await openHub()
  Object.assign(web, { pages: {}, asked: [] })
  rounds = new Rounds(web)
  noor = await addMember('noor', { linked: false })
  actor = { program: 1, by: await addPerson('manager', ['manager']) }
})

async function points(): Promise<number> {
  await settleAll()
  return (await balanceOf(noor)).lifetime
}

const api = 'https://api.stackexchange.com/2.3'
const ids = (asked: { url: string }, path: string) => new RegExp(`${path}/([\\d;]+)`).exec(asked.url)?.[1]?.split(';') ?? []

test('[IN-04][IN-11] an answer on Stack Exchange is accepted, un-accepted and accepted again; deleted, it gives everything back; a backoff is obeyed', async () => {
  const site = { accepted: undefined as number | undefined, there: true }
  const user = (user_id: number, display_name: string) => ({ user_id, display_name, user_type: 'registered' })
  const of = (items: unknown[], more = {}) => ({ body: { items, has_more: false, quota_max: 300, quota_remaining: 200, ...more } })
  const question = () => ({
    question_id: 7310,
    title: 'An index',
    link: 'https://stackoverflow.com/questions/7310/an-index',
    tags: ['laurel'],
    score: 1,
    creation_date: 1791201600,
    owner: user(1077, 'Inês'),
    ...(site.accepted ? { accepted_answer_id: site.accepted } : {}),
  })
  const answer = () => ({
    answer_id: 7801,
    question_id: 7310,
    is_accepted: site.accepted === 7801,
    score: 0,
    creation_date: 1791202600,
    owner: user(1041, 'Noor'),
  })
  web.pages[`${api}/questions`] = () => of([question()], { backoff: 30 })
  web.pages[`${api}/questions/7310/answers`] = () => of(site.there ? [answer()] : [])
  web.pages[`${api}/questions/7310`] = () => of([question()])
  web.pages[`${api}/answers/7801`] = (asked) => of(site.there && ids(asked, 'answers').includes('7801') ? [answer()] : [])
  const source = await connectAsked(stack, { site_name: 'stackoverflow', tags: 'laurel' }, actor)
  await linkAccount(noor, '1041', 1, 'stack')
  await addRule({ kinds: ['stack:answer.given'], points: 10 })
  await addRule({ kinds: ['stack:answer.accepted'], points: 150 })
  await rounds.poll()
  expect((await walksOf(1, source)).find((walk) => walk.name === 'questions')).toMatchObject({ state: 'running', pages: 1 })
  rounds.pass(31)
  await rounds.go()
  expect(await points()).toBe(10)
  const round = async () => {
    await rounds.poll()
    rounds.pass(31)
    await rounds.go()
    return points()
  }
  site.accepted = 7801
  expect(await round()).toBe(160)
  expect(await round()).toBe(160)
  site.accepted = 7802
  expect(await round()).toBe(10)
  site.accepted = 7801
  expect(await round()).toBe(160)
  expect(await round()).toBe(160)
  site.there = false
  expect(await round()).toBe(0)
  expect(await round()).toBe(0)
})

test('[IN-11] Stack Exchange’s throttle is waited out, and what it refuses is said in its own words', async () => {
  const source = await connectAsked(stack, { site_name: 'stackoverflow', tags: 'laurel' }, actor)
  web.pages[`${api}/questions`] = {
    status: 400,
    body: { error_id: 502, error_name: 'throttle_violation', error_message: 'too many requests from this IP, more requests available in 70 seconds' },
  }
  await rounds.poll()
  const state = async () => (await walksOf(1, source)).find((walk) => walk.name === 'questions')
  expect(await state()).toMatchObject({ error: null, pages: 0 })
  web.pages[`${api}/questions`] = {
    status: 400,
    body: { error_id: 400, error_name: 'bad_parameter', error_message: 'No site found for name `stackoverflw`' },
  }
  await rounds.go()
  expect(await state()).toMatchObject({ error: null })
  rounds.pass(71)
  await rounds.go()
  expect(await state()).toMatchObject({ error: 'Stack Exchange refused: No site found for name `stackoverflw`.' })
})

test('[IN-13][PR-07] the downloads of a package pay its maintainer once a mark, however often they are counted; an unpublished version gives back', async () => {
  const registry = 'https://registry.npmjs.org/laurel-index'
  const version = { _npmUser: { name: 'noorhadid' } }
  const pack = (...numbers: string[]) => ({
    name: 'laurel-index',
    maintainers: [{ name: 'noorhadid' }],
    time: Object.fromEntries(['1.0.0', '1.0.1'].map((number) => [number, '2026-10-05T10:00:00.000Z'])),
    versions: Object.fromEntries(numbers.map((number) => [number, version])),
  })
  let perDay = 1
  web.pages[registry] = { body: pack('1.0.0', '1.0.1') }
  const counting = (asked: { url: string }) => {
    const [, start = '', end = ''] = /point\/([\d-]+):([\d-]+)\//.exec(asked.url) ?? []
    const days = (Date.parse(end) - Date.parse(start)) / 86_400_000 + 1
    return { body: { downloads: start < '2026-11-01' ? 990 : days * perDay, start, end, package: 'laurel-index' } }
  }
  web.pages = new Proxy(web.pages, {
    get: (pages, url) => (String(url).startsWith('https://api.npmjs.org/downloads/point/') ? counting : pages[String(url)]),
  })
  await connectAsked(npm, { packages: 'laurel-index' }, actor)
  await linkAccount(noor, 'noorhadid', 1, 'npm')
  await addRule({ kinds: ['npm:version.published'], points: 5 })
  await addRule({ kinds: ['npm:downloads.counted'], points: 100, condition: { all: [{ fact: 'downloads', op: 'at_least', value: 10_000 }] } })
  await rounds.poll(0)
  // Eight spans of the past with 990 each: 7,920 of them are counted, and the highest mark is 5,000.
  expect(await points()).toBe(10)
  expect(await sqlAlone(`SELECT version FROM activity WHERE kind = 'downloads.counted'`)).toEqual([{ version: '5000' }])
  perDay = 2_500
  await rounds.poll(24)
  expect(await points()).toBe(110)
  await rounds.poll(24)
  expect(await points()).toBe(110)
  web.pages[registry] = { body: pack('1.0.1') }
  await rounds.poll(24)
  expect(await points()).toBe(105)
})

test('[ME-02][IN-13] only who published a version called after their token proves an account on npm: not by a readme, a tag, an old version or a workflow', async () => {
  const registry = 'https://registry.npmjs.org/@laurel%2findex'
  const source = await connectAsked(npm, { packages: 'laurel-query\n@laurel/index' }, actor)
  await addRule({ kinds: ['npm:version.published'], points: 5 })
  const token = profileToken(1, noor, source)
  const proof = `0.0.0-${token}`
  const just = new Date(Date.now() - 60_000).toISOString()
  const by = (published: Record<string, [who: string, at: string]>) => ({
    body: {
      name: '@laurel/index',
      readme: `By pull request: ${proof}`,
      description: proof,
      'dist-tags': { latest: '1.0.0', [token]: '1.0.0' },
      time: Object.fromEntries(Object.entries(published).map(([number, [, at]]) => [number, at])),
      versions: Object.fromEntries(Object.entries(published).map(([number, [name]]) => [number, { _npmUser: { name } }])),
    },
  })
  const press = (handle = '@laurel/index') => linkByProfile({ program: 1, by: noor }, { adapter: npm, sourceId: source, handle, fetch: web.fetch })
  const theirs = { '1.0.0': ['tomasz', just] } satisfies Record<string, [string, string]>
  web.pages[registry] = by(theirs)
  expect(await press()).toMatchObject({ kind: 'no_token' })
  for (const number of [`0.0.0-${token}.1`, `0.0.0-main-${token}`, `1.0.0-${token}`]) {
    web.pages[registry] = by({ ...theirs, [number]: ['tomasz', just] })
    expect(await press()).toMatchObject({ kind: 'no_token' })
  }
  web.pages[registry] = by({ ...theirs, [proof]: ['noorhadid', '2026-01-05T10:00:00.000Z'] })
  expect(await press()).toMatchObject({ kind: 'no_token' })
  web.pages[registry] = by({ ...theirs, [proof]: ['GitHub Actions', just] })
  expect(await press()).toMatchObject({ kind: 'no_token' })
  expect(await press('@laurel/other')).toMatchObject({ kind: 'no_such_account' })
  web.pages[registry] = by({ [proof]: ['noorhadid', just], ...theirs })
  const before = web.asked.length
  expect(await press()).toMatchObject({ kind: 'linked' })
  expect(web.asked.length - before).toBe(1)
  expect(await accountsOf(1, noor)).toMatchObject([{ foreignId: 'noorhadid', handle: 'noorhadid' }])
  // The proof itself is no deed.
  web.pages['https://registry.npmjs.org/laurel-query'] = { body: { name: 'laurel-query' } }
  await rounds.poll()
  expect(await sqlAlone(`SELECT object_title FROM activity WHERE kind = 'version.published'`)).toEqual([{ object_title: '@laurel/index 1.0.0' }])
})

test('[IN-04][IN-11] an article on DEV and a reply on NodeBB pay, are taken back when they are gone, and count again when they are back', async () => {
  const article = {
    id: 9,
    title: 'A picture',
    url: 'https://dev.to/noor/9',
    published_timestamp: '2026-10-05T10:00:00Z',
    public_reactions_count: 60,
    comments_count: 0,
    user: { user_id: 51041, username: 'noor' },
  }
  await connectAsked(devto, { site: 'https://dev.to', names: 'noor' }, actor)
  await linkAccount(noor, '51041', 1, 'devto')
  await addRule({ kinds: ['devto:article.published'], points: 30 })
  await addRule({ kinds: ['devto:reach.counted'], points: 7, condition: { all: [{ fact: 'reactions', op: 'at_least', value: 50 }] } })
  web.pages['https://dev.to/api/articles'] = { body: [article] }
  web.pages['https://dev.to/api/articles/9'] = { body: article }
  await rounds.poll()
  expect(await points()).toBe(37)
  expect(web.asked.every(({ headers }) => headers.accept === 'application/vnd.forem.api-v1+json')).toBe(true)
  web.pages['https://dev.to/api/articles'] = { body: [] }
  delete web.pages['https://dev.to/api/articles/9']
  await rounds.poll()
  expect(await points()).toBe(7)
  web.pages['https://dev.to/api/articles'] = { body: [article] }
  web.pages['https://dev.to/api/articles/9'] = { body: article }
  await rounds.poll()
  await rounds.poll()
  expect(await points()).toBe(37)

  const forum = 'https://forum.example/api'
  await connectAsked(nodebb, { site: 'https://forum.example', token: 'secret-token' }, actor)
  await linkAccount(noor, '41', 1, 'nodebb')
  await addRule({ kinds: ['nodebb:post.created'], points: 3 })
  const began = rounds.now.getTime()
  const post = (pid: number, uid: number, deleted = 0) => ({ pid, timestamp: began + pid, deleted, user: { uid, username: `u${uid}` } })
  const topic = (deleted: number) => ({
    body: { tid: 1, slug: '1/x', titleRaw: 'X', mainPid: 1, posts: [post(1, 77), post(2, 41, deleted)], pagination: { pageCount: 1 } },
  })
  web.pages[`${forum}/recent`] = () => ({
    body: { topics: [{ tid: 1, slug: '1/x', lastposttime: rounds.now.getTime() }], pagination: { pageCount: 1 } },
  })
  web.pages[`${forum}/topic/1/x`] = topic(0)
  web.pages[`${forum}/v3/topics/1`] = { body: { response: { deleted: 0 } } }
  web.pages[`${forum}/v3/posts/2`] = { body: { response: { deleted: 0 } } }
  await rounds.poll()
  expect(await points()).toBe(40)
  expect(web.asked.at(-1)?.headers.authorization).toBe('Bearer secret-token')
  web.pages[`${forum}/v3/posts/2`] = { body: { response: { deleted: 1 } } }
  web.pages[`${forum}/topic/1/x`] = topic(1)
  await rounds.poll()
  expect(await points()).toBe(37)
})
