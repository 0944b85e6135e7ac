import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { Activity } from '#app/contract/activity.ts'
import type { Adapter, Ask, Completion, Delivery, Memory, Page, Reading, Standing } from '#app/contract/adapter.ts'

export type Fixture = {
  name: string
  description: string
  headers: Record<string, string>
  body: unknown
  /** What was learned about it before it is read. */
  completion?: Completion
  expect: Reading
}

/** The moment at which every fixture is received. */
export const receivedAt = new Date('2026-11-22T12:00:00.000Z')

/** The fixtures of an adapter, by name. */
export function fixturesOf(adapter: Adapter): Fixture[] {
  const files = existsSync(folderOf(adapter)) ? readdirSync(folderOf(adapter)).sort() : []
  return files.map((file) => fixture(adapter, file.replace('.json', '')))
}

/** A page of a platform's past: what is asked, what the platform answers, and what is made of it. */
export type WalkFixture = {
  name: string
  walk: string
  since: string
  cursor: string | null
  access: Record<string, string>
  /** By address: a text or JSON as it is, or with `status` and `headers`. */
  answers: Record<string, unknown>
  /** What the hub remembers: what the last walk kept, which deeds stand, what was taken back and when. */
  kept?: string
  standing?: (Omit<Standing, 'occurredAt'> & { occurredAt: string })[]
  takenBack?: Record<string, string>
  expect: Page
}

/** The pages of an adapter's past, by name. */
export function walkFixturesOf(adapter: Adapter): WalkFixture[] {
  const folder = new URL(`../../integrations/${adapter.id}/walks/`, import.meta.url)
  const files = existsSync(folder) ? readdirSync(folder).sort() : []
  return files.map((file) => ({ ...JSON.parse(readFileSync(new URL(file, folder), 'utf8')), name: file.replace('.json', '') }))
}

type Answer = { status: number; body: string; headers?: Record<string, string> }

/** Reads one page of a platform's past as its fixture answers. Whatever else is asked throws. `instead` answers everything when it is given. */
export async function pageOf(adapter: Adapter, fixture: WalkFixture, instead?: Answer): Promise<Page> {
  const { walk, since, cursor, access, answers } = fixture
  const fetch: Ask['fetch'] = (url) => {
    if (instead) return Promise.resolve(instead)
    if (!Object.hasOwn(answers, url)) return Promise.reject(new Error(`The fixture does not answer ${url}`))
    return Promise.resolve(answerOf(answers[url]))
  }
  const door = () => Promise.resolve({ url: 'https://hub.laurel-labs.example/webhooks/here', secrets: { webhook: ['the-secret-of-the-fixture'] } })
  const page = await adapter.backfill?.[walk]?.page({ access, fetch, now: receivedAt, door }, new Date(since), cursor, memoryOf(fixture))
  if (!page) throw new Error(`There is no walk ${walk}`)
  return page
}

function answerOf(said: unknown): Answer {
  if (typeof said === 'object' && said !== null && 'status' in said && 'body' in said) {
    const { status, body, headers = {} } = said as Answer
    return { status, body: typeof body === 'string' ? body : JSON.stringify(body), headers }
  }
  return { status: 200, body: typeof said === 'string' ? said : JSON.stringify(said) }
}

function memoryOf({ kept, standing = [], takenBack = {} }: WalkFixture): Memory {
  const deeds = standing.map((deed) => ({ ...deed, occurredAt: new Date(deed.occurredAt) }))
  return {
    kept: kept ?? null,
    standing: (kinds, after, limit) => Promise.resolve(deeds.filter((deed) => kinds.includes(deed.kind) && deed.id > after).slice(0, limit)),
    takenBack: (ids) => Promise.resolve(new Map(ids.flatMap((id) => (takenBack[id] ? [[id, new Date(takenBack[id])]] : [])))),
  }
}

/** One fixture by name; fails if there is none. */
export function fixture(adapter: Adapter, name: string): Fixture {
  return { ...JSON.parse(readFileSync(new URL(`${name}.json`, folderOf(adapter)), 'utf8')), name }
}

function folderOf(adapter: Adapter): URL {
  return new URL(`../../integrations/${adapter.id}/fixtures/`, import.meta.url)
}

/** A delivery of these bytes, unsigned, with what was learned about it if anything was. */
export function deliveryOf(body: unknown, headers: Record<string, string> = {}, completion?: Completion): Delivery {
  const bytes = body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  const digest = createHash('sha256').update(bytes).digest('hex')
  return { headers, body: bytes, receivedAt, digest, site: 'https://forum.laurel-labs.example', ...(completion ? { completion } : {}) }
}

/** A fixture as it would come in, signed. */
export function signedDelivery(adapter: Adapter, fixture: Pick<Fixture, 'headers' | 'body' | 'completion'>, secret: string): Delivery {
  const unsigned = deliveryOf(fixture.body, fixture.headers, fixture.completion)
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
