import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, expect, test } from 'vitest'
import { hubServer } from '#app/entry.app.ts'
import { drainInbox } from '#app/jobs/drain-inbox.server.ts'
import { repeat } from '#app/jobs/loop.ts'
import { webhookDoor } from '#app/routes/webhooks/receive.server.ts'
import { wordsOf } from '#app/domain/rules/queries/words.server.ts'
import { adapterById } from '#integrations/registry.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, addRule, balanceOf, genericSecret, message, openHub } from '#tests/support/hub.ts'

beforeEach(resetDatabase)

const rate = 50
const seconds = 6
const all = { states: null, source: null }

/** The hub's HTTP server with only the webhook door open, and the worker's inbox loop beside it. */
async function startHub(): Promise<{ url: string; end: () => Promise<void> }> {
  const closed = (): never => {
    throw new Error('Only the webhook door is open here.')
  }
  const { server } = hubServer({ build: closed, doors: { webhookDoor, liveDoor: closed, healthDoor: closed, readyDoor: closed }, files: closed })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  let stopping = false
  const worker = repeat({ name: 'inbox', run: () => drainInbox(() => stopping), idleMs: 80 }, () => stopping)
  const end = async (): Promise<void> => {
    stopping = true
    await worker
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/generic`, end }
}

type Sent = { member: number; title: string; at: number }

async function post(url: string, actor: string, title: string): Promise<number> {
  const body = Buffer.from(JSON.stringify({ ...message({ actor }), object: { id: title, title }, time: new Date().toISOString() }))
  const headers = adapterById('generic')?.sign(body, { 'webhook-id': title }, genericSecret, new Date()) ?? {}
  return (await fetch(url, { method: 'POST', headers, body })).status
}

test('[RU-08] at fifty signed deliveries a second each award stands on its member’s page within five seconds, with its points and its rule', async () => {
  await openHub()
  await addRule({ kinds: ['generic:article.published'], points: 20, title: 'Articles' })
  const people: { name: string; id: number }[] = []
  for (let n = 1; n <= 20; n += 1) people.push({ name: `m${n}`, id: await addMember(`m${n}`) })
  const hub = await startHub()
  const waiting = new Map<string, Sent>()
  const took: number[] = []
  const statuses: Promise<number>[] = []
  const from = performance.now()
  const sending = (async () => {
    for (let n = 0; n < rate * seconds; n += 1) {
      await sleep(Math.max(0, from + (n * 1000) / rate - performance.now()))
      const person = people[n % people.length]
      const sent = { member: person?.id ?? 0, title: `deed ${n}`, at: performance.now() }
      waiting.set(sent.title, sent)
      statuses.push(post(hub.url, person?.name ?? '', sent.title))
    }
  })()
  for (let over = false; !over || waiting.size > 0; await sleep(40)) {
    over = performance.now() - from > seconds * 1000
    expect([...waiting.values()].filter((sent) => performance.now() - sent.at > 5_000)).toEqual([])
    for (const member of new Set([...waiting.values()].map((sent) => sent.member))) {
      const { words } = await wordsOf(1, member, all, null, 25)
      for (const word of words.filter((one) => waiting.has(one.title))) {
        expect(word).toMatchObject({ status: 'counted', points: 20, explanation: { lines: [{ title: 'Articles', points: 20 }] } })
        took.push(performance.now() - (waiting.get(word.title)?.at ?? 0))
        waiting.delete(word.title)
      }
    }
  }
  await sending
  await hub.end()
  expect(await Promise.all(statuses)).toEqual(Array.from({ length: rate * seconds }, () => 202))
  expect(took).toHaveLength(rate * seconds)
  expect(Math.max(...took)).toBeLessThan(5_000)
  for (const { id } of people) expect((await balanceOf(id)).lifetime).toBe((20 * rate * seconds) / people.length)
}, 30_000)
