// Durable acknowledgements of signed webhooks, against a bare server with one INSERT a request.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { type Context, type Figure, type Sample, compare, inTurn, perCpu, perSecond, rounded, warmUps } from '#tests/bench/context.ts'
import { cpuOf } from '#tests/bench/cpu.ts'
import { countStatements, openStage, type Stage, tellStatements } from '#tests/bench/stage.ts'
import { foundCommunity } from '#tests/bench/community.ts'

const connections = 32
const members = 1_000

export default async function run(context: Context): Promise<Figure> {
  const each = context.quick ? 200 : context.option('rows', 6_000)
  const pairs = context.option('pairs', context.quick ? 1 : 8)
  const stage = await openStage(context)
  await foundCommunity(context.quick ? 10 : members)
  await stage.asOwner(
    'CREATE TABLE bare_delivery (id bigserial PRIMARY KEY, received_at timestamptz NOT NULL DEFAULT now(), headers jsonb NOT NULL, body bytea NOT NULL)',
  )
  const door = await startServer(context, 'intake-door.ts')
  const bare = await startServer(context, 'intake-bare.ts')
  const sender = await start(context, 'intake-sender.ts')
  context.tell(
    `2 kB signed bodies over ${connections} connections; ${each} requests a sample, ${pairs} pairs; the sender's own CPU counts on neither side`,
  )
  const take = (server: Server) => (): Promise<Taken> => sample(stage, sender, server, each)
  for (let round = 0; round < (context.quick ? 1 : warmUps); round += 1) {
    await take(door)()
    await take(bare)()
  }
  if (context.statements) {
    await countStatements(context, stage)
    await take(door)()
    await tellStatements(context, stage, each)
  }
  const taken = await inTurn(pairs, take(door), take(bare), (pair, ours, baseline) => {
    context.tell(
      `${pair}: ours ${show(ours)}, baseline ${show(baseline)}; ratio ${rounded(perCpu(ours) / perCpu(baseline))} by CPU, ${rounded(perSecond(ours) / perSecond(baseline))} by the clock`,
    )
  })
  const [kept] = await sqlAlone<{ count: number }>('SELECT count(*)::int AS count FROM activity')
  const clock = compare(taken, perSecond)
  return {
    bench: 'intake',
    ...compare(taken, perCpu),
    unit: 'acknowledgements a CPU-second',
    goal: '>= 1.0',
    beside: { oursPerSecond: clock.ours, baselinePerSecond: clock.baseline, ratioByTheClock: clock.ratio, activitiesKept: kept?.count ?? 0 },
  }
}

function show(taken: Taken): string {
  const each = (seconds: number): number => Math.round((seconds / taken.count) * 1e6)
  return `${Math.round(perCpu(taken))}/CPU-s ${Math.round(perSecond(taken))}/s (PostgreSQL ${each(taken.postgres)} µs, server ${each(taken.cpu - taken.postgres)} µs)`
}

/** With PostgreSQL's share of the CPU-seconds. */
type Taken = Sample & { postgres: number }
type Server = { port: number; pid: number }

async function start(context: Context, file: string): Promise<ChildProcess> {
  const child = fork(path.join(import.meta.dirname, file), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  context.later(async () => {
    if (child.exitCode !== null) return
    child.disconnect() // they end by that
    await once(child, 'exit')
  })
  return child
}

async function startServer(context: Context, file: string): Promise<Server> {
  const child = await start(context, file)
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  return { port, pid: child.pid ?? 0 }
}

async function sample(stage: Stage, sender: ChildProcess, server: Server, count: number): Promise<Taken> {
  const hear = async (): Promise<{ acknowledged: number; wall: number }> => {
    const [said] = (await once(sender, 'message')) as [{ acknowledged: number; wall: number; error?: string }]
    if (said.error) throw new Error(said.error)
    return said
  }
  sender.send({ port: server.port, count, connections, members })
  await hear()
  const from = { server: cpuOf(server.pid), postgres: stage.postgresCpu() }
  sender.send('go')
  const { acknowledged, wall } = await hear()
  const postgres = stage.postgresCpu() - from.postgres
  const cpu = cpuOf(server.pid) - from.server + postgres
  if (acknowledged !== count) throw new Error(`${acknowledged} of ${count} were acknowledged.`)
  return { count, wall, cpu, postgres }
}
