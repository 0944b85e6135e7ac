import { get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, expect, test } from 'vitest'
import { hubServer } from '#app/entry.app.ts'
import { drainInbox } from '#app/jobs/drain-inbox.server.ts'
import { repeat } from '#app/jobs/loop.ts'
import * as since from '#app/routes/resources/live-since.ts'
import { liveDoor } from '#app/routes/resources/live.server.ts'
import * as frame from '#app/routes/hub/frame.tsx'
import * as signIn from '#app/routes/sign-in/sign-in.tsx'
import { webhookDoor } from '#app/routes/webhooks/receive.server.ts'
import { wordsOf } from '#app/domain/rules/queries/words.server.ts'
import { notify } from '#app/domain/notices/commands.server.ts'
import { inTransaction } from '#app/db/transaction.server.ts'
import { adapterById } from '#integrations/registry.ts'
import { resetDatabase } from '#tests/support/database.ts'
import { addMember, addRule, balanceOf, genericSecret, linkAccount, message, openHub, send, settleAll } from '#tests/support/hub.ts'
import { addPerson, Browser, password, visit } from '#tests/support/people.ts'

beforeEach(resetDatabase)

const rate = 50
const seconds = 6
const all = { states: null, source: null }

/** The hub's HTTP server with the doors for webhooks and streams open, and the worker's inbox loop beside it. */
async function startHub(): Promise<{ url: string; end: () => Promise<void> }> {
  const closed = (): never => {
    throw new Error('This door is not open here.')
  }
  const { server } = hubServer({ build: closed, doors: { webhookDoor, liveDoor, healthDoor: closed, readyDoor: closed }, files: closed })
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
  let ended = false
  const sending = (async () => {
    for (let n = 0; n < rate * seconds && !ended; n += 1) {
      await sleep(Math.max(0, from + (n * 1000) / rate - performance.now()))
      const person = people[n % people.length]
      const sent = { member: person?.id ?? 0, title: `deed ${n}`, at: performance.now() }
      waiting.set(sent.title, sent)
      statuses.push(post(hub.url, person?.name ?? '', sent.title))
    }
  })()
  try {
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
  } finally {
    // Where a machine is too slow for the promise, the next test must not meet what is still on its way.
    ended = true
    await sending
    await Promise.allSettled(statuses)
    await hub.end()
  }
  expect(await Promise.all(statuses)).toEqual(Array.from({ length: rate * seconds }, () => 202))
  expect(took).toHaveLength(rate * seconds)
  expect(Math.max(...took)).toBeLessThan(5_000)
  for (const { id } of people) expect((await balanceOf(id)).lifetime).toBe((20 * rate * seconds) / people.length)
}, 30_000)

/** Opens an event stream as a page does, and answers how many wake-ups came within a moment. */
async function wakesAfter(url: string, cookie: string, mark: string | null): Promise<number> {
  const address = new URL(mark === null ? '/live' : `/live?after=${encodeURIComponent(mark)}`, url)
  const answer = await new Promise<IncomingMessage>((opened, failed) =>
    get(address, { headers: { host: 'localhost:3000', cookie }, agent: false }, opened).on('error', failed),
  )
  let heard = ''
  answer.on('data', (part: Buffer) => (heard += part.toString()))
  await sleep(400)
  answer.destroy()
  return heard.split('data: wake').length - 1
}

test('[RU-08][ME-08] a page that opens its stream late hears at once what came since it was made, and nothing where nothing came', async () => {
  await openHub()
  await addRule({ kinds: ['generic:article.published'], points: 20, title: 'Articles' })
  const ada = await addPerson('ada')
  await linkAccount(ada, 'ada')
  await addMember('ines')
  const browser = new Browser()
  await visit(browser, signIn.action as never, '/sign-in', { email: 'ada@example.test', password })
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const page = async (): Promise<string> => ((await visit(browser, frame.loader as never, '/')).body as { liveCursor: string }).liveCursor
  const hub = await startHub()
  const made = await page()
  expect(await wakesAfter(hub.url, cookie, made)).toBe(0)

  // Somebody else's deed is no news to Ada, but it is to a visitor who looks at the board.
  await send(message({ actor: 'ines' }))
  await settleAll()
  await sleep(200)
  expect(await wakesAfter(hub.url, cookie, made)).toBe(0)
  expect(await wakesAfter(hub.url, '', made)).toBe(1)

  await send(message({ actor: 'ada', object: { id: 'late', title: 'In the gap' } }))
  await settleAll()
  await sleep(200)
  expect(await wakesAfter(hub.url, cookie, made)).toBe(1)
  expect(await wakesAfter(hub.url, cookie, null)).toBe(0)
  const news = (await visit(browser, since.loader as never, `/live/since?after=${made}`)).body as {
    cursor: string
    lines: { points: number; sentence: string }[]
  }
  expect(news.lines).toMatchObject([{ points: 20, sentence: expect.stringContaining('In the gap') }])
  expect(await wakesAfter(hub.url, cookie, news.cursor)).toBe(0)

  await inTransaction({ program: 1, by: null }, (scope) => notify(scope, [{ memberId: ada, key: 'gap', kind: 'test', title: 'Word', url: '/' }]))
  await sleep(200)
  expect(await wakesAfter(hub.url, cookie, news.cursor)).toBe(1)
  const later = await page()
  expect(later).not.toBe(news.cursor)
  expect(await wakesAfter(hub.url, cookie, later)).toBe(0)
  await hub.end()
}, 30_000)
