import { expect, test } from 'vitest'
import { type Adapter, isPolled, Later } from '#app/contract/adapter.ts'
import { readFeed } from '#integrations/feeds/read.ts'
import { adapters } from '#integrations/registry.ts'
import { deliveryOf, pageOf, walkFixturesOf } from './fixtures.ts'

/** What a platform that went astray, or somebody who took its place, could answer. */
const hostile: Record<string, string> = {
  nothing: '',
  page: '<!DOCTYPE html><html><body>Down for maintenance</body></html>',
  list: '[]',
  object: '{}',
  number: '7',
  null: 'null',
  cut: '{"items": [',
  deep: `${'['.repeat(100_000)}`,
  'deep XML': '<rss><channel><item>'.concat('<a>'.repeat(100_000)),
  entities:
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><rss><channel><title>&b;</title></channel></rss>',
  file: '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><guid>&x;</guid></item></channel></rss>',
  prototype: '{"__proto__": {"items": []}, "constructor": 1}',
  huge: `{"items": "${'x'.repeat(2_100_000)}"}`,
}

const rss = (inner: string) => `<rss version="2.0"><channel><title>T</title><item>${inner}</item></channel></rss>`
const item = (name: string, inner: string) => rss(`<guid>g</guid><${name}>${inner}</${name}>`)
/** Texts that let a pattern begin again at each of their characters. */
const tiring: Record<string, string> = {
  'an author of at signs': item('author', '@'.repeat(100_000)),
  'an author of brackets': item('author', `a@b${'('.repeat(100_000)}`),
  'an author of blanks': item('author', `a@b${' '.repeat(100_000)}(`),
  'a creator of blanks': item('dc:creator', ' x'.repeat(500_000)),
  'words of opened tags': item('description', `<![CDATA[${'<'.repeat(1_900_000)}]]>`),
  'words of escaped tags': item('description', '&lt;'.repeat(450_000)),
  'a title of opened tags': item('title', `<![CDATA[${'<a '.repeat(600_000)}]]>`),
  'a day of brackets': item('pubDate', '('.repeat(1_900_000)),
  'an id of slashes': rss(`<guid>https://noor.laurel-labs.example/${'/'.repeat(150_000)}x</guid>`),
  'a link of slashes': item('link', `https://noor.laurel-labs.example/${'/'.repeat(1_900_000)}x y`),
  'a feed of opened tags': '<'.repeat(1_900_000),
  'attributes without an end': `<rss ${'a="'.repeat(600_000)}`,
  'attributes without a value': `<rss ${'a '.repeat(900_000)}/>`,
  comments: '<!--'.repeat(450_000),
  blanks: ' '.repeat(1_900_000),
  'a JSON Feed': JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'T',
    items: [{ id: 'a', content_html: '<'.repeat(1_800_000), date_published: '('.repeat(100_000), authors: [{ name: ' '.repeat(50_000) }] }],
  }),
}

async function asked(adapter: Adapter, fixture: ReturnType<typeof walkFixturesOf>[number], status: number, body: string) {
  try {
    return await pageOf(adapter, fixture, { status, body })
  } catch (error) {
    return error as Error
  }
}

for (const adapter of adapters.filter(isPolled)) {
  const fixtures = walkFixturesOf(adapter)

  test(`[IN-01] ${adapter.id} is asked by itself: each of its walks says how often, what it finds, and what a manager enters for it`, () => {
    const walks = Object.values(adapter.backfill ?? {})
    expect(walks.length).toBeGreaterThan(0)
    for (const walk of walks) expect(walk.every ?? 0).toBeGreaterThan(0)
    expect(walks.flatMap((walk) => walk.kinds ?? [])).not.toEqual([])
    expect(adapter.access?.some((field) => !field.optional)).toBe(true)
    expect(adapter.setup.steps.length).toBe(5)
  })

  test(`[IN-02] ${adapter.id} believes nothing that comes in at its address`, () => {
    for (const body of ['', '{}', '<rss/>', 'x'.repeat(100_000)]) {
      const delivery = deliveryOf(body, { authorization: 'Bearer x', 'x-hub-signature': 'sha1=0' })
      const all: Record<string, string[]>[] = [{}, { webhook: [''] }, { webhook: ['x'] }, { '': ['x'] }]
      for (const secrets of all) expect(adapter.verify(delivery, secrets)).toBe(false)
      expect(adapter.read(delivery).kind).toBe('malformed')
      expect(adapter.envelope(delivery).deliveryId).not.toBe('')
    }
  })

  test(`[IN-18] ${adapter.id} makes nothing of an answer that is none: a fault in one sentence, and no deed`, async () => {
    for (const fixture of fixtures.filter((one) => Object.keys(one.answers).length > 0)) {
      for (const [name, body] of Object.entries(hostile)) {
        const came = await asked(adapter, fixture, 200, body)
        const where = `${fixture.name}, ${name}`
        if (came instanceof Error) expect.soft(came.message, where).toMatch(/^[^[{\n]{10,300}$/)
        else expect.soft(came.activities, where).toEqual([])
      }
      for (const status of [400, 401, 403, 500, 502])
        expect.soft(await asked(adapter, fixture, status, '{}'), `${fixture.name}, ${status}`).toBeInstanceOf(Error)
      expect.soft(await asked(adapter, fixture, 429, '{}'), `${fixture.name}, 429`).toBeInstanceOf(Later)
    }
  })

  test(`[IN-18] ${adapter.id} reads the same page twice as the same deeds, also a day later`, async () => {
    for (const fixture of fixtures) {
      const [once, again] = [await pageOf(adapter, fixture), await pageOf(adapter, structuredClone(fixture))]
      const keys = (page: typeof once) => page.activities.map((one) => [one.kind, one.externalId, one.version])
      expect.soft(keys(again), fixture.name).toEqual(keys(once))
    }
  })
}

test('[IN-18] a feed that is made to tire the hub is read as fast as any other, by name and address too', async () => {
  const feeds = adapters.find(({ id }) => id === 'feeds')
  const fixture = feeds && walkFixturesOf(feeds).find(({ name }) => name === 'entries__rss')
  if (!feeds || !fixture) throw new Error('There is no fixture of a feed.')
  for (const [name, body] of Object.entries(tiring)) {
    const began = performance.now()
    await asked(feeds, fixture, 200, body)
    expect.soft(performance.now() - began, name).toBeLessThan(5_000)
  }
})

test('[IN-18] the name in brackets behind an address is the author, an address alone is nobody', () => {
  const author = (text: string) => {
    const read = readFeed(item('author', text))
    return read.ok ? read.feed.entries[0]?.authors : read.why
  }
  expect(author('noor@laurel.example (Noor (she) Hadid)')).toEqual(['Noor (she) Hadid'])
  expect(author('noor@laurel.example(Noor)')).toEqual(['Noor'])
  expect(author('noor@laurel.example')).toEqual([])
  expect(author('Noor Hadid (@noor)')).toEqual(['Noor Hadid (@noor)'])
})
