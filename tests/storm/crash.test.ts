import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { adapterById } from '#integrations/registry.ts'
import { addMember, addRule, balanceOf, genericSecret, message, openHub } from '#tests/support/hub.ts'
import { brokenInvariants } from '#tests/support/invariants.ts'

const folder = import.meta.dirname
const people = ['ines', 'tomasz', 'yuki', 'ruben', 'amara']

async function start(file: string, port = 0): Promise<{ child: ChildProcess; port: number }> {
  const env = { ...process.env, PORT: String(port), DATABASE_POOL: '4' }
  const child = fork(path.join(folder, file), { execArgv: ['--import', 'tsx'], env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const [said] = (await once(child, 'message')) as [{ port?: number }]
  return { child, port: said.port ?? 0 }
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

/** Sends a message again and again until it is acknowledged, as a platform that retries does. Answers how often it had to. */
async function sendUntilAcknowledged(port: number, id: string, stop: () => boolean): Promise<number> {
  const adapter = adapterById('generic')
  const fact = message({ id, actor: people[Number(id.slice(1)) % people.length], time: '2026-03-02T10:00:00Z' })
  const body = Buffer.from(JSON.stringify(fact))
  for (let attempt = 1; !stop(); attempt += 1) {
    const headers = adapter?.sign(body, { 'webhook-id': `msg-${id}` }, genericSecret, new Date()) ?? {}
    const status = await fetch(`http://127.0.0.1:${port}/webhooks/generic`, {
      method: 'POST',
      headers,
      body,
      signal: AbortSignal.timeout(5_000),
    }).then(
      (response) => response.arrayBuffer().then(() => response.status),
      () => 0,
    )
    if (status === 202) return attempt
    await sleep(20 + Math.random() * 40)
  }
  throw new Error(`${id} was never acknowledged.`)
}

test('[IN-02][OP-07][LE-01] killing the door and the worker at random moments under load loses nothing acknowledged and doubles nothing', async () => {
  await openHub()
  const members = await Promise.all(people.map((name) => addMember(name)))
  await addRule({ kinds: ['generic:article.published'], points: 10 })
  const total = Number(process.env.STORM_DELIVERIES ?? 600)
  const cycles = Number(process.env.STORM_CYCLES ?? 4)
  const acknowledged: string[] = []
  let over = false
  let retries = 0
  let door = await start('door.ts')
  let settler = await start('settler.ts')
  const { port } = door
  const queue = Array.from({ length: total }, (_, n) => `a${n}`)
  const senders = Array.from({ length: 12 }, async () => {
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      retries += (await sendUntilAcknowledged(port, id, () => over)) - 1
      acknowledged.push(id)
    }
  })
  for (let cycle = 1; cycle <= cycles; cycle += 1) {
    while (acknowledged.length < (total * cycle) / (cycles + 1)) await sleep(5)
    if (cycle % 2 === 1) {
      await kill(door.child)
      door = await start('door.ts', port)
    } else {
      await kill(settler.child)
      settler = await start('settler.ts')
    }
  }
  await Promise.all(senders)
  over = true
  const stored = await sqlAlone<{ id: string }>('SELECT external_id AS id FROM activity')
  expect(new Set(stored.map((row) => row.id))).toEqual(new Set(acknowledged))
  expect(stored).toHaveLength(total)
  const finished = Date.now() + 15_000
  while ((await sqlAlone('SELECT 1 FROM inbox LIMIT 1')).length > 0 && Date.now() < finished) await sleep(50)
  await kill(settler.child)
  await kill(door.child)
  const balances = await Promise.all(members.map((member) => balanceOf(member)))
  expect(balances.reduce((sum, balance) => sum + balance.lifetime, 0)).toBe(total * 10)
  expect(await brokenInvariants()).toEqual([])
  expect(retries, 'the kills were felt').toBeGreaterThan(0)
}, 180_000)
