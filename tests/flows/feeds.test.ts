import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { pollHealth } from '#app/domain/activities/queries/polls.server.ts'
import { quietSources } from '#app/domain/activities/queries/rhythm.server.ts'
import { walksOf } from '#app/domain/activities/queries/walks.server.ts'
import { profileToken } from '#app/domain/members/queries/tokens.server.ts'
import { linkByProfile } from '#app/flows/link-by-profile.server.ts'
import { saveAccess } from '#app/flows/save-access.server.ts'
import { tellSilence } from '#app/flows/tell-silence.server.ts'
import { feeds } from '#integrations/feeds/adapter.ts'
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

const blog = 'https://noor.example/feed.xml'
const item = (guid: string, title: string, day = 5) =>
  `<item><guid isPermaLink="false">${guid}</guid><title>${title}</title><link>https://noor.example/${guid}</link><pubDate>Mon, 0${day} Oct 2026 08:00:00 GMT</pubDate></item>`
const rss = (...items: string[]) => ({ body: `<rss version="2.0"><channel><title>Noor</title>${items.join('')}</channel></rss>` })

test('[IN-11][IN-01] an entry of a feed pays once: not when it is edited, repeated, or the feed is read again; unchanged feeds are not sent again', async () => {
  const source = await connectAsked(feeds, { feeds: blog }, actor)
  await linkAccount(noor, 'noor.example/feed.xml', 1, 'feeds')
  await addRule({ kinds: ['feeds:entry.published'], points: 20 })
  web.pages[blog] = { ...rss(item('one', 'First'), item('one', 'Repeated')), headers: { etag: '"v1"' } }
  await rounds.poll(0)
  expect(await points()).toBe(20)
  web.pages[blog] = ({ headers }) => (headers['if-none-match'] === '"v1"' ? { status: 304, body: '' } : rss(item('one', 'First')))
  await rounds.poll(2)
  expect(web.asked.at(-1)?.headers['if-none-match']).toBe('"v1"')
  expect((await walksOf(1, source))[0]).toMatchObject({ state: 'done', found: 0, added: 0 })
  web.pages[blog] = rss(item('two', 'Second', 6), item('one', 'First, edited', 7))
  await rounds.poll(1)
  expect(await points()).toBe(40)
  // The feed moved: its entries have ids that are addresses of the site, so nothing is paid again.
  await saveAccess(feeds, { sourceId: source, values: { feeds: `${blog}\nnot an address` } }, actor)
  await rounds.poll(1)
  expect((await walksOf(1, source))[0]).toMatchObject({ state: 'running', error: '“not an address” is not the address of a feed.' })
  expect(await points()).toBe(40)
})

test('[IN-11] no feed can use up the ids of another on its host, whoever is read first; one that moves there pays nothing twice', async () => {
  const [hers, his] = ['https://press.example/noor', 'https://press.example/mallory']
  const entry = (id: string) => item('x', id).replace(/<guid.*<\/guid>/, `<guid>https://press.example/${id}</guid>`)
  const source = await connectAsked(feeds, { feeds: his }, actor)
  await linkAccount(noor, 'press.example/noor', 1, 'feeds')
  await linkAccount(noor, 'press.example/noor.atom', 1, 'feeds')
  await addRule({ kinds: ['feeds:entry.published'], points: 20 })
  const list = (...addresses: string[]) => saveAccess(feeds, { sourceId: source, values: { feeds: addresses.join('\n') } }, actor)
  Object.assign(web.pages, { [his]: rss(entry('noor-1'), entry('noor-2')), [hers]: rss(entry('noor-1')) })
  await rounds.poll()
  await list(hers, his)
  await rounds.poll(1)
  expect(await points()).toBe(20)
  web.pages[hers] = rss(entry('noor-1'), entry('noor-2'))
  await rounds.poll(1)
  await rounds.poll(1)
  expect(await points()).toBe(40)
  // Alone on its host, it moves: what it paid under the old address stays paid.
  await list(`${hers}.old`)
  web.pages[`${hers}.old`] = rss()
  await rounds.poll(1)
  await list(`${hers}.atom`)
  web.pages[`${hers}.atom`] = rss(entry('noor-1'), entry('noor-2'), entry('noor-3'))
  await rounds.poll(1)
  await list(`${hers}.rss`)
  await linkAccount(noor, 'press.example/noor.rss', 1, 'feeds')
  web.pages[`${hers}.rss`] = rss(entry('noor-3'), entry('noor-4'))
  await rounds.poll(1)
  expect(await points()).toBe(80)
})

test('[IN-20][IN-18] patience is no fault, faults are told once with their reason, and days without an answer leave no gap', async () => {
  const source = await connectAsked(feeds, { feeds: blog }, actor)
  await linkAccount(noor, 'noor.example/feed.xml', 1, 'feeds')
  await addRule({ kinds: ['feeds:entry.published'], points: 20 })
  web.pages[blog] = { status: 503, headers: { 'retry-after': '120' }, body: '' }
  await rounds.poll()
  expect((await walksOf(1, source))[0]).toMatchObject({ state: 'running', error: null, pages: 0 })
  web.pages[blog] = rss(item('one', 'First'))
  rounds.pass(130)
  await rounds.go()
  expect(await points()).toBe(20)
  expect((await pollHealth(1, rounds.now)).get(source)).toMatchObject({ pages: 1, faults: 0, fault: null, foundTitle: 'First' })
  web.pages[blog] = { body: '<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel><title>&a;</title></channel></rss>' }
  for (let n = 0; n < 3; n += 1) {
    await rounds.poll(24)
    for (let fault = 0; fault < 9; fault += 1) {
      rounds.pass(3_700)
      await rounds.go()
    }
  }
  const fault = `${blog} could not be read: it declares a document type, which is not read.`
  expect((await walksOf(1, source))[0]).toMatchObject({ state: 'failed', error: fault })
  expect((await pollHealth(1, rounds.now)).get(source)).toMatchObject({ faults: 1, fault })
  await tellSilence(1, rounds.now)
  await tellSilence(1, rounds.now)
  const told = await sqlAlone('SELECT title, body FROM notice WHERE member_id = $1', [actor.by])
  expect(told).toEqual([
    { title: 'Blogs and feeds could not be asked', body: `${fault} The hub tries again by itself; what happened meanwhile is read then.` },
  ])
  const [failed] = await walksOf(1, source)
  web.pages[blog] = rss(item('two', 'Second', 6))
  await rounds.poll(24)
  expect(await points()).toBe(40)
  const [walk] = await walksOf(1, source)
  expect(failed && walk && walk.since < new Date(failed.startedAt.getTime() - 3 * 86_400_000)).toBe(true)
})

test('[IN-20] a feed that is asked as always and has nothing new for far longer than ever is silent', async () => {
  await connectAsked(feeds, { feeds: blog }, actor)
  const at = (hours: number) => new Date(rounds.now.getTime() - hours * 3_600_000).toUTCString()
  const items = Array.from({ length: 24 }, (_, n) =>
    item(`n${n}`, `Entry ${n}`).replace(/<pubDate>.*<\/pubDate>/, `<pubDate>${at(200 - n * 4)}</pubDate>`),
  )
  web.pages[blog] = rss(...items)
  await rounds.poll(0.1)
  const [last] = await quietSources(1, rounds.now)
  expect(last).toMatchObject({ slug: 'feeds', usualHours: 4, asked: true })
  expect(await quietSources(1, new Date(Date.parse(at(104))))).toEqual([])
})

test('[ME-02][IN-11] the owner of a feed proves it by what the feed says of itself, never by an entry; a name in a shared feed proves nobody', async () => {
  const team = 'https://team.example/atom.xml'
  const many = Array.from({ length: 30 }, (_, n) => `https://team.example/${n}.xml authors`)
  const source = await connectAsked(feeds, { feeds: [blog, `${team} authors`].join('\n') }, actor)
  await addRule({ kinds: ['feeds:entry.published'], points: 20 })
  const by = (name: string, words: string, id: string) =>
    `<entry><id>tag:${id}</id><title>${id}</title><published>2026-10-05T10:00:00Z</published><author><name>${name}</name><uri>https://alice.example</uri></author><content>${words}</content></entry>`
  const atom = (...entries: string[]) => ({ body: `<feed xmlns="http://www.w3.org/2005/Atom"><title>Team</title>${entries.join('')}</feed>` })
  const hers = profileToken(1, noor, source)
  web.pages[blog] = rss(item('one', 'First'), item('two', `A guest: ${hers}`))
  web.pages[team] = atom(by('Alice', 'Mine.', 'a'), by('Alice', `Mallory, who calls herself so today: ${hers}`, 'b'))
  await rounds.poll()
  await saveAccess(feeds, { sourceId: source, values: { feeds: [blog, `${team} authors`, ...many].join('\n') } }, actor)
  const link = (handle: string) => linkByProfile({ program: 1, by: noor }, { adapter: feeds, sourceId: source, handle, fetch: web.fetch })
  web.asked = []
  for (const name of ['Alice', 'alice @ team.example/atom.xml', team, 'team.example', 'https://other.example'])
    expect([name, await link(name)]).toMatchObject([name, { kind: 'no_such_account' }])
  expect(web.asked).toEqual([])
  expect(await link('https://noor.example')).toMatchObject({ kind: 'no_token' })
  web.pages[blog] = { body: rss(item('one', 'First')).body.replace('</title>', `</title><description>Notes. ${hers}</description>`) }
  expect(await link('https://noor.example/')).toMatchObject({ kind: 'linked' })
  expect(web.asked).toHaveLength(2)
  expect(await points()).toBe(40)
})
