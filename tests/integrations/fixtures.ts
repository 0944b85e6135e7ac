import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { Activity } from '#app/contract/activity.ts'
import type { Adapter, Delivery, Reading } from '#app/contract/adapter.ts'

export type Fixture = {
  name: string
  description: string
  headers: Record<string, string>
  body: unknown
  expect: Reading
}

/** The moment at which every fixture is received. */
export const receivedAt = new Date('2026-11-22T12:00:00.000Z')

/** The fixtures of an adapter, by name. */
export function fixturesOf(adapter: Adapter): Fixture[] {
  const files = readdirSync(folderOf(adapter)).sort()
  return files.map((file) => fixture(adapter, file.replace('.json', '')))
}

/** One fixture by name; fails if there is none. */
export function fixture(adapter: Adapter, name: string): Fixture {
  return { ...JSON.parse(readFileSync(new URL(`${name}.json`, folderOf(adapter)), 'utf8')), name }
}

function folderOf(adapter: Adapter): URL {
  return new URL(`../../integrations/${adapter.id}/fixtures/`, import.meta.url)
}

/** A delivery of these bytes, unsigned. */
export function deliveryOf(body: unknown, headers: Record<string, string> = {}): Delivery {
  const bytes = body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  return { headers, body: bytes, receivedAt, digest: createHash('sha256').update(bytes).digest('hex') }
}

/** A fixture as it would come in, signed. */
export function signedDelivery(adapter: Adapter, fixture: Pick<Fixture, 'headers' | 'body'>, secret: string): Delivery {
  const unsigned = deliveryOf(fixture.body, fixture.headers)
  return { ...unsigned, headers: adapter.sign(unsigned.body, fixture.headers, secret, receivedAt) }
}

/** What the fixture expects, with the placeholders for the digest and the time of receipt filled in. */
export function expectedOf(fixture: Fixture): unknown {
  const digest = deliveryOf(fixture.body).digest.slice(0, 16)
  return JSON.parse(JSON.stringify(fixture.expect).replaceAll('{digest}', digest).replaceAll('{receivedAt}', receivedAt.toISOString()))
}

/** A reading as JSON, to be compared with what a fixture expects. */
export function asJson(reading: Reading): unknown {
  return JSON.parse(JSON.stringify(reading))
}

/** The activities of a reading; fails if it is of another kind. */
export function activitiesOf(reading: Reading): readonly Activity[] {
  if (reading.kind !== 'activities') throw new Error(`not activities but ${JSON.stringify(reading)}`)
  return reading.activities
}
