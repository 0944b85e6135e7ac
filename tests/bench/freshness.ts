// From the sending of a webhook until the new place can be read by the board's own query, and until the wake-up reaches the member's open page.
import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { get } from 'node:http'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openSession } from '#app/auth/sessions.server.ts'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { type BoardKey, boardAt, exactPlacesOf } from '#app/domain/boards/queries.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { ROOT } from '#app/entry.ground.js'
import { freePort } from '#app/entry.postgres.js'
import { preparePages } from '#app/entry.prepare.js'
import { settleActivities } from '#app/flows/settle-activities.server.ts'
import { adapterById } from '#integrations/registry.ts'
import { deed, fillInbox, foundCommunity } from '#tests/bench/community.ts'
import { type Context, type Figure, median, quantile, rounded } from '#tests/bench/context.ts'
import { openStage } from '#tests/bench/stage.ts'
import { genericSecret } from '#tests/support/hub.ts'

const rate = 50
const goal = 250
const pages = 40
/** Seconds that do not count: a hub that has just started compiles and plans. */
const warmUp = 4

/** An event on its way: whose, when it was sent, and what the member had before. */
type Event = { member: number; sentAt: number; before: number; place?: number; wake?: number }

export default async function run(context: Context): Promise<Figure> {
  const members = context.quick ? 100 : 10_000
  const seconds = context.option('seconds', context.quick ? 3 : 42)
  await preparePages()
  await openStage(context)
  const program = await foundCommunity(members)
  const ids = await firstPoints(program, members)
  const port = await freePort()
  await startProcess(context, 'build/http.js', port)
  await startProcess(context, 'build/worker.js', port)
  await untilReady(port)
  const board = boardAt(program, 'all', new Date())
  const events: Event[] = []
  const open = new Map<number, Event>()
  for (let n = 0; n < pages; n += 1) await openPage(context, port, ids[n] ?? 0, (member) => heard(open.get(member)))
  context.tell(`${members} members, ${rate} events a second for ${seconds} s, one web process and one worker, ${pages} open pages`)
  await drive(port, ids, warmUp * rate, board, [], open)
  await drive(port, ids, seconds * rate, board, events, open)
  return figure(context, events)
}

function heard(event: Event | undefined): void {
  if (event) event.wake ??= performance.now() - event.sentAt
}

/** Sends at an even pace, and asks the board's query for the members on their way, again and again. */
async function drive(port: number, ids: readonly number[], count: number, board: BoardKey, events: Event[], open: Map<number, Event>): Promise<void> {
  const points = new Map((await exactPlacesOf(board, ids)).map((place) => [place.memberId, place.points]))
  const waiting = new Set<Event>()
  let sent = 0
  const from = performance.now()
  const sending = (async () => {
    for (; sent < count; sent += 1) {
      await sleep(Math.max(0, from + (sent * 1000) / rate - performance.now()))
      // Every fifth event concerns somebody whose page is open.
      const member = sent % 5 === 0 ? ids[(sent / 5) % pages] : ids[pages + (sent % (ids.length - pages))]
      const event: Event = { member: member ?? 0, sentAt: performance.now(), before: points.get(member ?? 0) ?? 0 }
      events.push(event)
      waiting.add(event)
      open.set(event.member, event)
      void post(port, ids.indexOf(event.member) + 1)
    }
  })()
  for (const until = Date.now() + (count / rate) * 1000 + 20_000; (sent < count || waiting.size > 0) && Date.now() < until; await sleep(3)) {
    if (waiting.size === 0) continue
    const asked = [...waiting]
    const places = new Map(
      (await exactPlacesOf(board, [...new Set(asked.map((event) => event.member))])).map((place) => [place.memberId, place.points]),
    )
    for (const event of asked) {
      const now = places.get(event.member) ?? 0
      if (now <= event.before) continue
      event.place = performance.now() - event.sentAt
      points.set(event.member, now)
      waiting.delete(event)
    }
  }
  await sending
  await sleep(300)
}

function figure(context: Context, events: readonly Event[]): Figure {
  const lost = events.filter((event) => event.place === undefined).length
  const size = Math.ceil(events.length / 7)
  const windows = Array.from({ length: 7 }, (_, n) => events.slice(n * size, n * size + size).map((event) => event.place ?? Infinity)).filter(
    (w) => w.length > 0,
  )
  const p99 = windows.map((window) => quantile(window, 0.99))
  const all = events.map((event) => event.place ?? Infinity)
  const wakes = events.flatMap((event) => event.wake ?? [])
  p99.forEach((value, n) => context.tell(`${n + 1}: p50 ${Math.round(median(windows[n] ?? []))} ms, p99 ${Math.round(value)} ms`))
  return {
    bench: 'freshness',
    ours: rounded(quantile(all, 0.99)),
    baseline: goal,
    ratio: rounded(quantile(all, 0.99) / goal),
    spread: [rounded(Math.min(...p99) / goal), rounded(Math.max(...p99) / goal)],
    pairs: windows.length,
    lower: true,
    unit: 'ms p99 to the new place',
    goal: '<= 250 ms',
    beside: {
      p50: rounded(median(all)),
      wakeP50: rounded(median(wakes)),
      wakeP99: rounded(quantile(wakes, 0.99)),
      wakes: wakes.length,
      events: events.length,
      lost,
    },
  }
}

/** Gives everybody some points, so that every event moves somebody among all the others. Answers the members' ids. */
async function firstPoints(program: Program, members: number): Promise<number[]> {
  await fillInbox(members, members, (n) => n + 1)
  for (let settled = await settleActivities(program); settled.kind === 'settled' && settled.count > 0; settled = await settleActivities(program));
  return (await sqlAlone<{ id: number }>('SELECT id FROM member WHERE program_id = 1 ORDER BY id')).map((row) => row.id)
}

async function startProcess(context: Context, file: string, port: number): Promise<void> {
  const env = { ...process.env, PORT: String(port), NODE_ENV: 'production' as const, LAUREL_LEASH: '1' }
  const preload = ['--import', './app/entry.preload.js']
  const child = fork(path.join(ROOT, file), { cwd: ROOT, env, execArgv: preload, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  context.later(async () => {
    child.kill('SIGKILL')
    await sleep(50)
  })
}

async function untilReady(port: number): Promise<void> {
  for (const until = Date.now() + 30_000; Date.now() < until; await sleep(50)) {
    if (
      await fetch(`http://127.0.0.1:${port}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return
  }
  throw new Error('The web process did not get ready.')
}

/** The event stream of a member's open page. */
async function openPage(context: Context, port: number, member: number, hear: (member: number) => void): Promise<void> {
  const cookie = (await openSession(new Request(`http://127.0.0.1:${port}/`), 1, member)).split(';')[0] ?? ''
  await new Promise<void>((resolve, reject) => {
    const request = get({ port, host: '127.0.0.1', path: '/live', headers: { cookie } }, (answer) => {
      if (answer.statusCode !== 200) return reject(new Error(`The stream answered ${answer.statusCode}.`))
      answer.setEncoding('utf8').on('data', (text: string) => text.includes('data: wake') && hear(member))
      answer.on('error', () => undefined)
      resolve()
    })
    request.on('error', reject)
    context.later(() => request.destroy())
  })
}

async function post(port: number, member: number): Promise<void> {
  const body = Buffer.from(JSON.stringify(deed(1, member)))
  const headers = adapterById('generic')?.sign(body, { 'webhook-id': `msg_${randomUUID()}` }, genericSecret, new Date()) ?? {}
  const answer = await fetch(`http://127.0.0.1:${port}/webhooks/generic`, { method: 'POST', headers, body })
  if (answer.status !== 202) throw new Error(`Not acknowledged: ${answer.status}`)
}
