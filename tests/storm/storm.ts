import { setTimeout as sleep } from 'node:timers/promises'
import { closeDatabase } from '#app/db/prisma.server.ts'
import { inTransaction, sqlAlone } from '#app/db/transaction.server.ts'
import { put } from '#app/domain/outbox/commands.server.ts'
import { type Chance, chanceFrom, oneOf } from '#tests/storm/chance.ts'
import { check, type Verdict } from '#tests/storm/check.ts'
import type { Fault } from '#tests/storm/faults.ts'
import { type StormHub, startHub } from '#tests/storm/hub.ts'
import { attemptsFor, type Journal, people, sendAll } from '#tests/storm/load.ts'
import { checkTill, goShopping, openShop, type Shop } from '#tests/storm/till.ts'
import { addMember, addRule, openHub } from '#tests/support/hub.ts'

type Orders = { cycles: number; seed: number; deliveries: number; forgetful: boolean }

/** Where a process dies when it is not at random. The words are those of the statements themselves. */
const doorPoints: Record<string, Fault> = {
  'before the delivery is stored': { text: 'INSERT INTO delivery_key', when: 'before' },
  'while the delivery is stored': { text: 'INSERT INTO delivery_key', when: 'during' },
  'between commit and acknowledgement': { text: 'INSERT INTO delivery_key', when: 'after' },
  'while an order is written': { text: 'INSERT INTO store_order', when: 'during' },
  'after its unit was taken': { text: 'INSERT INTO stock_move', when: 'after' },
}
/** Inside redeeming, in turn: there is always somebody who buys, so the storm comes there. */
const tillPoints: readonly [string, Fault][] = [
  ['after points were set aside for an order, before the commit', { text: 'INSERT INTO transfer', when: 'after' }],
  ['before the commit of a whole order', { text: 'COMMIT', when: 'before', since: 'INSERT INTO store_order' }],
  ['after the commit of an order, before its buyer was answered', { text: 'COMMIT', when: 'after', since: 'INSERT INTO store_order' }],
]
/** Every so many cycles it strikes inside redeeming. */
const tillEvery = 4
const workerPoints: Record<string, Fault> = {
  'after the turn is taken': { text: 'UPDATE program_turn', when: 'after' },
  'while lines are posted': { text: 'INSERT INTO transfer', when: 'during' },
  'after lines are posted': { text: 'INSERT INTO transfer', when: 'after' },
  'before the inbox is cleared': { text: 'DELETE FROM inbox', when: 'before' },
  'before the commit': { text: 'COMMIT', when: 'before' },
  'during the commit': { text: 'COMMIT', when: 'during' },
  'after the commit, before the wake-up': { text: 'COMMIT', when: 'after' },
}

/** The longest that work may rest after a worker was killed. */
const longestRest = 5_000

/** Runs the storm. Answers true if nothing was lost, nothing doubled, no invariant broken, redeeming was met, and work always went on in time. */
export async function storm(orders: Orders, tell: (line: string) => void): Promise<boolean> {
  const chance = chanceFrom(orders.seed)
  const hub = await startHub(orders.forgetful)
  const journal: Journal = { sent: new Map(), acknowledged: new Set(), retries: 0 }
  const sums = { lost: 0, doubled: 0, broken: 0, rest: 0, cycles: 0, orders: 0 }
  const met = tillPoints.map(() => 0)
  try {
    const shop = await openShop(await openHub())
    for (const person of people) await addMember(person)
    await addRule({ kinds: ['generic:question.answered'], points: 100, limits: [{ window: 'day', count: 100_000 }] })
    await addRule({ kinds: ['generic:question.answered'], points: 7 })
    await hub.start()
    for (let cycle = 1; cycle <= orders.cycles; cycle += 1) {
      const done = await blow(hub, chance, cycle, orders.deliveries, journal, shop)
      sums.orders = shop.bought.size
      if (done.redeeming !== undefined) met[done.redeeming]! += 1
      for (const fault of [...done.lost, ...done.doubled, ...done.broken].slice(0, 10)) tell(`    ${fault}`)
      sums.cycles = cycle
      // What is wrong once stays wrong: the worst cycle counts, not the sum.
      for (const name of ['lost', 'doubled', 'broken'] as const) sums[name] = Math.max(sums[name], done[name].length)
      sums.rest = Math.max(sums.rest, done.rest)
      const rest = done.rest > 0 ? `; work went on after ${done.rest} ms` : ''
      tell(`cycle ${cycle}: ${done.what}${rest}; ${done.lost.length} lost, ${done.doubled.length} doubled, ${done.broken.length} broken`)
    }
  } finally {
    await closeDatabase().catch(() => undefined)
    await hub.end()
  }
  const { cycles, lost, doubled, broken, rest, orders: bought } = sums
  const meant = Math.floor(cycles / tillEvery)
  const inside = met.reduce((sum, times) => sum + times, 0)
  for (const [n, [words]] of tillPoints.entries()) tell(`killed ${words}: ${met[n]} times, I7 and I8 checked after each`)
  const felt = `${journal.acknowledged.size} facts acknowledged, ${journal.retries} retries, ${hub.mails.size} mails, ${bought} orders, killed ${inside} of ${meant} times inside redeeming`
  tell(`${cycles} cycles: ${lost} lost, ${doubled} doubled, ${broken} invariants broken; ${felt}; longest rest after a killed worker ${rest} ms`)
  return lost + doubled + broken === 0 && rest <= longestRest && (meant === 0 || inside > 0)
}

/** One cycle: load, a death somewhere in it, recovery, and the check. */
async function blow(hub: StormHub, chance: Chance, cycle: number, size: number, journal: Journal, shop: Shop): Promise<Verdict & Struck> {
  const attempts = attemptsFor(chance, cycle, size)
  const at = Math.floor(attempts.length * (0.1 + chance() * 0.7))
  let begin = (): void => undefined
  const moment = new Promise<void>((resolve) => (begin = resolve))
  const posting = putMails(cycle)
  let over = false
  const shopping = goShopping(shop, hub.port, () => over)
  shopping.catch(() => undefined) // heard below
  const sending = sendAll(hub.port, attempts, journal, (done) => done >= at && begin())
  sending.catch(() => undefined) // heard below
  await Promise.race([moment, sending])
  const struck = await (cycle % tillEvery === 0 ? strikeTill(hub, cycle / tillEvery) : strike(hub, chance)).finally(() => (over = true))
  await Promise.all([sending, posting, shopping])
  await untilSettled()
  const verdict = await patiently(() => check(journal, hub.mails))
  return { ...verdict, broken: [...verdict.broken, ...(await patiently(() => checkTill(shop)))], ...struck }
}

/** What was struck, how long work rested after it, and where inside redeeming it was met, if it was. */
type Struck = { what: string; rest: number; redeeming?: number }

async function strikeTill(hub: StormHub, turn: number): Promise<Struck> {
  const point = (turn - 1) % tillPoints.length
  const [words, fault] = tillPoints[point]!
  const reached = await hub.kill('door', fault)
  return { what: `till killed ${words}${reached ? '' : ' (not reached, at random)'}`, rest: 0, ...(reached ? { redeeming: point } : {}) }
}

async function strike(hub: StormHub, chance: Chance): Promise<Struck> {
  const victim = oneOf(chance, ['door', 'door', 'worker', 'worker', 'backend', 'postmaster'] as const)
  if (victim === 'door') {
    const [words, fault] = oneOf(chance, [['at random', undefined] as const, ...Object.entries(doorPoints)])
    const reached = await hub.kill('door', fault)
    return { what: `door killed ${words}${reached || !fault ? '' : ' (not reached, at random)'}`, rest: 0 }
  }
  if (victim === 'worker') {
    const role = oneOf(chance, ['worker', 'other worker'] as const)
    const [words, fault] = oneOf(chance, [['at random', undefined] as const, ...Object.entries(workerPoints)])
    const reached = await hub.kill(role, fault)
    const rest = await restOfWork()
    return { what: `worker killed ${words}${reached || !fault ? '' : ' (not reached, at random)'}`, rest }
  }
  if (victim === 'backend') {
    const state = await hub.killBackend()
    return { what: `a backend killed (${state})`, rest: 0 }
  }
  await hub.killPostmaster()
  await hub.restartPostmaster()
  return { what: 'the postmaster killed', rest: 0 }
}

/** How long, after a worker died, until the other one has settled something; 0 when nothing waits. */
async function restOfWork(): Promise<number> {
  const from = Date.now()
  const read = (): Promise<{ turn: number; waiting: boolean }[]> =>
    sqlAlone(`SELECT last_turn AS turn, EXISTS (SELECT FROM inbox WHERE state = 'waiting') AS waiting FROM program_turn`)
  const [before] = await patiently(read)
  for (; Date.now() - from < 4 * longestRest; await sleep(10)) {
    const [now] = await patiently(read)
    if (!now?.waiting) return 0
    if (now.turn > (before?.turn ?? 0)) return Date.now() - from
  }
  return Date.now() - from
}

/** Three mails a cycle, each put until it is surely in the outbox. */
async function putMails(cycle: number): Promise<void> {
  for (const n of [1, 2, 3]) {
    const fill = { program: 'Laurel', name: 'Ada', link: 'http://localhost:3000/x' }
    const mail = { key: `storm-${cycle}-${n}`, template: 'confirm-address' as const, member: null, to: 'ada@example.test', fill }
    await patiently(() => inTransaction({ program: 1, by: null }, (scope) => put(scope, mail)))
  }
}

async function untilSettled(): Promise<void> {
  for (const until = Date.now() + 60_000; Date.now() < until; await sleep(25)) {
    const waiting = await patiently(() => sqlAlone(`SELECT 1 FROM inbox WHERE state <> 'unclaimed' LIMIT 1`))
    if (waiting.length === 0) return
  }
  throw new Error('The inbox was not settled within a minute.')
}

/** Asks again while the database comes back. */
async function patiently<Result>(ask: () => Promise<Result>): Promise<Result> {
  for (const until = Date.now() + 30_000; ; await sleep(50)) {
    try {
      return await ask()
    } catch (error) {
      if (Date.now() > until) throw error
    }
  }
}
