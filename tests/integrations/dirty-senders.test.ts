import { expect, test } from 'vitest'
import { type Adapter, type Delivery, isPolled, type Secrets } from '#app/contract/adapter.ts'
import { adapters as all } from '#integrations/registry.ts'
import { deliveryOf, fixturesOf, signedDelivery } from './fixtures.ts'

/** What is only asked has no senders. */
const adapters = all.filter((adapter) => !isPolled(adapter))

/** A small seeded generator (mulberry32): a failure can be repeated. */
function seeded(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

type Random = ReturnType<typeof seeded>
type Mutation = (delivery: Delivery, random: Random) => Delivery

const junk = [
  '',
  ' ',
  '\u0000',
  'sha256=',
  'v1,',
  'v1,,v1,',
  '=',
  '💥',
  'null',
  'a'.repeat(10_000),
  '0'.repeat(64),
  `sha256=${'0'.repeat(64)}`,
  '-1',
  '1e9',
]

function changeByte(delivery: Delivery, random: Random): Delivery {
  const body = Uint8Array.from(delivery.body)
  const at = random(body.length)
  body[at] = (body[at] ?? 0) ^ (1 << random(8))
  return { ...delivery, body }
}

function cut(delivery: Delivery, random: Random): Delivery {
  return { ...delivery, body: delivery.body.slice(0, random(delivery.body.length)) }
}

function append(delivery: Delivery, random: Random): Delivery {
  return { ...delivery, body: Buffer.concat([delivery.body, Buffer.alloc(1 + random(4), random(256))]) }
}

/** The headers that a signature covers or consists of, found by leaving each out; the others may change freely. */
function signedHeaders(adapter: Adapter, signed: Delivery, secrets: Secrets): string[] {
  const without = (name: string) => ({ ...signed, headers: Object.fromEntries(Object.entries(signed.headers).filter(([key]) => key !== name)) })
  return Object.keys(signed.headers).filter((name) => !adapter.verify(without(name), secrets))
}

const changeHeader =
  (names: string[]): Mutation =>
  (delivery, random) => {
    const name = names[random(names.length)] ?? ''
    const value = delivery.headers[name] ?? ''
    const at = random(value.length || 1)
    const choices = [junk[random(junk.length)] ?? '', value.slice(0, at), `${value.slice(0, at)}${random(10)}x${value.slice(at + 1)}`, `${value}0`]
    return { ...delivery, headers: { ...delivery.headers, [name]: choices[random(choices.length)] ?? '' } }
  }

const dropHeader =
  (names: string[]): Mutation =>
  (delivery, random) => {
    const dropped = names[random(names.length)]
    return { ...delivery, headers: Object.fromEntries(Object.entries(delivery.headers).filter(([name]) => name !== dropped)) }
  }

test('[IN-02] of 100,000 requests that were changed on the way none is accepted and none breaks a verifier', { timeout: 60_000 }, () => {
  const random = seeded(20_261_122)
  let refused = 0
  for (const adapter of adapters) {
    const secret = adapter.newSecret()
    const secrets = { webhook: ['', adapter.newSecret(), secret] }
    // Short bodies: the number of requests matters here, not their size.
    const bodies = [
      ...fixturesOf(adapter)
        .slice(0, 8)
        .map(({ body }) => JSON.stringify(body).slice(0, 700)),
      '{}',
      '[]',
    ]
    const originals = bodies.map((body) => signedDelivery(adapter, { headers: {}, body }, secret)).map((signed) => ({ ...signed }))
    for (const original of originals) expect(adapter.verify(original, secrets)).toBe(true)
    const names = signedHeaders(adapter, originals[0]!, secrets)
    expect(names).not.toEqual([])
    // Where nothing but a token proves the sender, the body may be anything.
    const ofBody = adapter.trust?.(originals[0]!) === 'token' ? [] : [changeByte, cut, append]
    const mutations = [...ofBody, changeHeader(names), dropHeader(names)]
    for (let round = 0; round < 100_000 / adapters.length; round++) {
      const original = originals[random(originals.length)]!
      const dirty = mutations[random(mutations.length)]!(original, random)
      if (adapter.verify(dirty, secrets))
        expect.fail(`${adapter.id} accepted ${JSON.stringify({ ...dirty, body: Buffer.from(dirty.body).toString() })}`)
      refused++
    }
  }
  expect(refused).toBeGreaterThanOrEqual(100_000)
})

test('[IN-02] 5,000 damaged bodies are read into a bucket without a throw', { timeout: 60_000 }, () => {
  const random = seeded(7)
  const buckets = new Set(['activities', 'ignored', 'unsupported', 'malformed', 'incomplete', 'gone'])
  for (const adapter of adapters) {
    const originals = fixturesOf(adapter).map(({ body, headers, completion }) => deliveryOf(body, headers, completion))
    for (let round = 0; round < 5_000 / adapters.length; round++) {
      let dirty = originals[random(originals.length)]!
      for (let times = random(3); times >= 0; times--) dirty = [changeByte, cut, swapValue][random(3)]!(dirty, random)
      expect(buckets.has(adapter.read(dirty).kind)).toBe(true)
    }
  }
})

/** Well-formed JSON with one value of the wrong type. */
function swapValue(delivery: Delivery, random: Random): Delivery {
  const text = Buffer.from(delivery.body).toString()
  const values = [...text.matchAll(/:("[^"\\]*"|\d+|null|true|false)/g)]
  const chosen = values[random(values.length || 1)]
  if (!chosen) return delivery
  const others = ['null', '-1', '1e400', '9007199254740993', '"\\u0000\\ud800"', '[]', '{}', 'true', '"__proto__"']
  const at = (chosen.index ?? 0) + 1
  const swapped = text.slice(0, at) + others[random(others.length)] + text.slice(at + (chosen[1] ?? '').length)
  return { ...delivery, body: Buffer.from(swapped) }
}
