import { expect, test, vi } from 'vitest'
import type { Activity } from '#app/contract/activity.ts'
import { type Adapter, type Delivery, type FactCard, isPolled } from '#app/contract/adapter.ts'
import { adapterById, adapters } from '#integrations/registry.ts'
import { asJson, deliveryOf, expectedOf, fixturesOf, pageOf, receivedAt, signedDelivery, walkFixturesOf } from './fixtures.ts'

/** Other values that a proxy could put into a header that nobody signed: the adapter's own event names among them. */
const otherValues = ['', '0', 'constructor', '__proto__', 'application/x-www-form-urlencoded', 'text/plain']
const eventsOf = (adapter: Adapter) => [
  ...new Set(fixturesOf(adapter).map((fixture) => adapter.envelope(deliveryOf(fixture.body, fixture.headers)).event)),
]

/**
 * Adapters whose platform tells some events apart by an unsigned header alone. There a body replayed under another name may still give what the
 * body itself says, a deed keyed by its subject alone and dated by the body, but never an undo nor another time round.
 */
const bodiesAlike = new Set(['discourse'])
const plainDeed = (activity: Activity) => activity.undoes === undefined && activity.version === undefined

const pages = new Map(
  await Promise.all(
    adapters.map(async (adapter) => {
      const read = walkFixturesOf(adapter).map(async (fixture) => ({ fixture, page: await pageOf(adapter, fixture) }))
      return [adapter.id, await Promise.all(read)] as const
    }),
  ),
)

function activitiesIn(adapter: Adapter): { name: string; activity: Activity }[] {
  const walked = (pages.get(adapter.id) ?? []).flatMap(({ fixture: { name }, page }) => page.activities.map((activity) => ({ name, activity })))
  return [...told(adapter), ...walked]
}

function told(adapter: Adapter): { name: string; activity: Activity }[] {
  return fixturesOf(adapter).flatMap(({ name, headers, body, completion }) => {
    const reading = adapter.read(deliveryOf(body, headers, completion))
    return reading.kind === 'activities' ? reading.activities.map((activity) => ({ name, activity })) : []
  })
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) Object.values(Object.freeze(value)).forEach(deepFreeze)
  return value
}

function typeOf(fact: unknown): FactCard['type'] {
  return Array.isArray(fact) ? 'list' : typeof fact === 'string' ? 'text' : (typeof fact as 'number' | 'boolean')
}

test('[IN-01] every adapter is found by its id, and ids and titles are unique', () => {
  expect(adapters.map((adapter) => adapterById(adapter.id))).toEqual(adapters)
  expect(new Set(adapters.map((adapter) => adapter.id)).size).toBe(adapters.length)
  expect(new Set(adapters.map((adapter) => adapter.title)).size).toBe(adapters.length)
  expect(adapterById('nobody')).toBeUndefined()
})

for (const adapter of adapters) {
  const fixtures = fixturesOf(adapter)
  const secret = adapter.newSecret()
  const only = { [adapter.secrets[0] ?? '']: [secret] }
  const signed = (fixture: (typeof fixtures)[number]) => signedDelivery(adapter, fixture, secret)

  test(`[IN-01] ${adapter.id} reads every fixture as expected, and never throws`, () => {
    expect(fixtures.length > 0).toBe(!isPolled(adapter))
    for (const fixture of fixtures) expect.soft(asJson(adapter.read(signed(fixture))), fixture.name).toEqual(expectedOf(fixture))
  })

  test(`[IN-01] ${adapter.id} declares every kind with a card, and every kind has a fixture`, () => {
    const shown = activitiesIn(adapter)
    expect([...new Set(shown.map(({ activity }) => activity.kind))].sort()).toEqual(Object.keys(adapter.kinds).sort())
    for (const [kind, card] of Object.entries(adapter.kinds)) {
      for (const words of [card.when, card.did, ...card.noun]) expect.soft(words.trim(), kind).not.toBe('')
    }
  })

  test(`[IN-01] ${adapter.id} gives only facts that the kind's card declares, of the declared type`, () => {
    for (const { name, activity } of activitiesIn(adapter)) {
      for (const [fact, value] of Object.entries(activity.facts)) {
        expect.soft(adapter.kinds[activity.kind]?.facts[fact]?.type, `${name}: ${activity.kind}.${fact}`).toBe(typeOf(value))
      }
    }
  })

  test(`[IN-01] ${adapter.id} names people and things by ids that are text, and links to web addresses only`, () => {
    for (const { name, activity } of activitiesIn(adapter)) {
      const ids = [activity.externalId, activity.actor.id, activity.object.id, ...(activity.others ?? []).map((other) => other.id)]
      for (const id of ids) expect.soft(typeof id === 'string' && id.length > 0 && id.length <= 300, `${name}: ${id}`).toBe(true)
      expect.soft(activity.object.url, name).toMatch(/^$|^https?:\/\//)
      expect.soft(Number.isNaN(activity.occurredAt.getTime()), name).toBe(false)
    }
  })

  test(`[IN-01] ${adapter.id} reads purely: frozen input, same output, other delivery ids and a later receipt change no deed`, () => {
    for (const fixture of fixtures) {
      const delivery = deepFreeze(signed(fixture))
      const first = adapter.read(delivery)
      expect.soft(adapter.read(delivery), fixture.name).toEqual(first)
      const headers = Object.fromEntries(Object.entries(delivery.headers).map(([key, value]) => [key, /delivery|id$/.test(key) ? 'another' : value]))
      const later = adapter.read({ ...delivery, headers, receivedAt: new Date(receivedAt.getTime() + 86_400_000) })
      const subjects = (reading: typeof first) =>
        reading.kind === 'activities' ? reading.activities.map((found) => [found.kind, found.externalId, found.version]) : reading.kind
      expect.soft(subjects(later), fixture.name).toEqual(subjects(first))
      if (first.kind !== 'activities' || later.kind !== 'activities') continue
      expect
        .soft(
          later.activities.filter((found) => !found.undoes),
          fixture.name,
        )
        .toEqual(first.activities.filter((found) => !found.undoes))
    }
  })

  if (adapter.backfill) {
    test(`[IN-18] ${adapter.id} reads every page of its past as expected, and each of its walks has a page`, () => {
      const read = pages.get(adapter.id) ?? []
      expect([...new Set(read.map(({ fixture }) => fixture.walk))].sort()).toEqual(Object.keys(adapter.backfill ?? {}).sort())
      for (const { fixture, page } of read) expect.soft(JSON.parse(JSON.stringify(page)), fixture.name).toEqual(fixture.expect)
    })
  }

  test(`[IN-01] ${adapter.id} keys two different facts differently`, () => {
    const seen = new Map<string, string>()
    for (const { name, activity } of told(adapter)) {
      const key = `${activity.externalId} ${activity.version}`
      expect.soft(seen.has(key) && JSON.stringify(activity) !== seen.get(key), `${name}: ${key}`).toBe(false)
      seen.set(key, JSON.stringify(activity))
    }
  })

  test(`[IN-04] every undo of ${adapter.id} is marked as one and names a deed that some fixture shows`, () => {
    const shown = activitiesIn(adapter)
    const deeds = new Set(shown.filter(({ activity }) => !activity.undoes).map(({ activity }) => activity.externalId))
    for (const { name, activity } of shown) {
      expect.soft(adapter.kinds[activity.kind]?.undo ?? false, `${name}: ${activity.kind}`).toBe(activity.undoes !== undefined)
    }
    for (const kind of Object.keys(adapter.kinds).filter((name) => adapter.kinds[name]?.undo)) {
      const named = shown.filter(({ activity }) => activity.kind === kind).map(({ activity }) => activity.undoes ?? '')
      expect
        .soft(
          named.some((subject) => deeds.has(subject)),
          `${kind} undoes ${named.join(', ')}`,
        )
        .toBe(true)
    }
  })

  // Nothing that comes in is believed there: `asked.test.ts` shows it.
  if (isPolled(adapter)) continue

  test(`[IN-02] ${adapter.id} accepts the right secret, also in the middle of a rotation, and no other`, () => {
    const other = adapter.newSecret()
    const name = Object.keys(only)[0] ?? ''
    expect(other).not.toBe(secret)
    for (const fixture of fixtures) {
      const delivery = signed(fixture)
      expect.soft(adapter.verify(delivery, only), fixture.name).toBe(true)
      expect.soft(adapter.verify(delivery, { [name]: [other, secret] }), `${fixture.name}, rotated`).toBe(true)
      for (const wrong of [{}, { [name]: [] }, { [name]: [other] }, { [name]: [''] }, { [name]: ['', ' ', other] }, { unrelated: [secret] }]) {
        expect.soft(adapter.verify(delivery, wrong), `${fixture.name} with ${JSON.stringify(wrong)}`).toBe(false)
      }
    }
  })

  test(`[IN-02] ${adapter.id} refuses a body that lost, gained or changed a byte, and a request without a signature`, () => {
    for (const fixture of fixtures) {
      const delivery = signed(fixture)
      expect.soft(adapter.verify({ ...delivery, headers: fixture.headers }, only), fixture.name).toBe(false)
      if (adapter.trust?.(delivery) === 'token') continue
      const changed = Uint8Array.from(delivery.body)
      changed[changed.length >> 1]! ^= 1
      const bodies = [changed, delivery.body.slice(0, -1), new Uint8Array(), Buffer.concat([delivery.body, Buffer.from(' ')])]
      for (const body of bodies) expect.soft(adapter.verify({ ...delivery, body }, only), fixture.name).toBe(false)
    }
  })

  test(`[IN-02] ${adapter.id} makes nothing else of a signed body that is replayed under other headers`, { timeout: 60_000 }, () => {
    for (const fixture of fixtures) {
      const delivery = signed(fixture)
      const truth = adapter.read(delivery)
      for (const header of [...Object.keys(delivery.headers), 'content-type']) {
        for (const value of [...otherValues, ...eventsOf(adapter)]) {
          const replayed: Delivery = { ...delivery, headers: { ...delivery.headers, [header]: value } }
          if (!adapter.verify(replayed, only)) continue
          const reading = adapter.read(replayed)
          if (bodiesAlike.has(adapter.id) && reading.kind === 'activities' && reading.activities.every(plainDeed)) continue
          if (reading.kind === 'activities') expect.soft(reading, `${fixture.name} with ${header}: ${value}`).toEqual(truth)
        }
      }
    }
  })

  test(`[IN-02] ${adapter.id} takes garbage, broken text and very large bodies as malformed, without a throw`, { timeout: 60_000 }, () => {
    const nested = '['.repeat(200_000)
    const bodies = [
      '',
      ' ',
      '{',
      'null',
      '[]',
      '7',
      '"text"',
      'payload=',
      'payload=%7B',
      'a=b&payload={}',
      nested,
      `{"x":${nested}`,
      'x'.repeat(1_000_000),
    ]
    const bytes = [
      new Uint8Array([0xff, 0xfe, 0x00]),
      new Uint8Array([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x7d]),
      Buffer.from('{"action":"opened"}', 'utf16le'),
    ]
    for (const body of [...bodies, ...bytes]) {
      for (const headers of [{}, ...fixtures.slice(0, 1).map((fixture) => fixture.headers)]) {
        const delivery = deliveryOf(body, headers)
        expect.soft(adapter.read(delivery).kind, String(body).slice(0, 30)).toBe('malformed')
        expect.soft(adapter.verify(delivery, only)).toBe(false)
        expect.soft(typeof adapter.envelope(delivery).deliveryId).toBe('string')
      }
    }
  })

  test(`[IN-02] ${adapter.id} takes a body with a byte that is no UTF-8 as malformed, not as another text`, () => {
    for (const fixture of fixtures) {
      const bytes = Buffer.from(JSON.stringify(fixture.body))
      const inText = bytes.indexOf(':"') + 2
      const body = Buffer.concat([bytes.subarray(0, inText), Buffer.from([0xff]), bytes.subarray(inText)])
      expect.soft(adapter.read(deliveryOf(body, fixture.headers, fixture.completion)).kind, fixture.name).toBe('malformed')
    }
  })

  test(`[IN-01] ${adapter.id} names the same delivery id for a redelivery`, () => {
    for (const fixture of fixtures) {
      const { deliveryId } = adapter.envelope(signed(fixture))
      expect.soft(deliveryId, fixture.name).not.toBe('')
      expect.soft(adapter.envelope(signed(fixture)).deliveryId, fixture.name).toBe(deliveryId)
      expect.soft(adapter.envelope(deliveryOf(fixture.body)).deliveryId, `${fixture.name}, no headers`).not.toBe('')
    }
  })
}

test('[IN-02] a question whether anybody is there is proven before it is read, and a large body is none', () => {
  const greeting = adapters.filter((adapter) => adapter.greet)
  expect(greeting.map((adapter) => adapter.id)).toEqual(expect.arrayContaining(['slack', 'zoom']))
  for (const adapter of greeting) {
    const [fixture] = fixturesOf(adapter).filter(({ name }) => name.includes('url_validation') || name.includes('url_verification'))
    const asked = JSON.stringify(fixture?.body)
    const greet = (text: string, secret: string) => {
      const body = Buffer.from(text)
      const arrival = { headers: adapter.sign(body, {}, secret, receivedAt), body, receivedAt }
      return adapter.greet?.(arrival, { webhook: ['the-secret-of-the-platform'] })
    }
    expect.soft(greet(asked, 'the-secret-of-the-platform'), adapter.id).toBeTruthy()
    const read = vi.spyOn(JSON, 'parse')
    expect.soft(greet(asked.padEnd(10_001), 'the-secret-of-the-platform'), adapter.id).toBeNull()
    expect.soft(greet(asked, 'another-secret-of-nobody'), adapter.id).toBeNull()
    expect.soft(read, adapter.id).not.toHaveBeenCalled()
    read.mockRestore()
  }
})
