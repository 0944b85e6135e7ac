// What one award, one balance and one activity page cost in a long book, against the same build in a book of a twentieth of the length.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { inDatabase } from '#app/entry.postgres.js'
import { type Context, type Figure, compare, inTurn, quantile, rounded } from '#tests/bench/context.ts'
import { fillPast } from '#tests/bench/growth-fill.ts'
import type { Times } from '#tests/bench/growth-side.ts'
import { openStage, type Stage } from '#tests/bench/stage.ts'

const operations = ['award', 'balance', 'page'] as const

export default async function run(context: Context): Promise<Figure> {
  const rows = context.option('rows', context.quick ? 20_000 : 20_000_000)
  const members = context.quick ? 100 : 10_000
  const pairs = context.option('pairs', context.quick ? 1 : 8)
  const each = context.quick ? 10 : 300
  const stage = await openStage(context, { max_wal_size: '8GB', autovacuum: 'off', wal_level: 'minimal', max_wal_senders: '0' })
  const small = await openSide(context, stage, 'small', members, rows / 20)
  const large = await openSide(context, stage, 'large', members, rows)
  context.tell(`${rows / 20} and ${rows} lines of ${members} members; ${each} operations a sample, ${pairs} pairs; milliseconds, p99`)
  await small.measure(each)
  await large.measure(each)
  const taken = await inTurn(
    pairs,
    () => large.measure(each),
    () => small.measure(each),
    (pair, ours, baseline) =>
      context.tell(`${pair}: ${operations.map((name) => `${name} ${p99(ours, name)} against ${p99(baseline, name)}`).join(', ')}`),
  )
  const by = Object.fromEntries(operations.map((name) => [name, compare(taken, (times) => quantile(times[name], 0.99))]))
  const worst = operations.reduce((most, name) => ((by[name]?.ratio ?? 0) > (by[most]?.ratio ?? 0) ? name : most))
  return {
    bench: 'growth',
    ...(by[worst] ?? { ours: 0, baseline: 0, ratio: 0, spread: [0, 0] as [number, number], pairs: 0 }),
    lower: true,
    unit: `ms p99 of one ${worst}`,
    goal: '<= 1.25, and <= 400 bytes a line',
    beside: { rows, bytesPerLine: large.bytes, ...Object.fromEntries(operations.map((name) => [name, by[name]?.ratio ?? 0])) },
  }
}

function p99(times: Times, name: (typeof operations)[number]): number {
  return rounded(quantile(times[name], 0.99))
}

type Side = { measure(count: number): Promise<Times>; bytes: number }

/** A database beside the hub's own, founded by its own process and filled with a past. */
async function openSide(context: Context, stage: Stage, name: string, members: number, rows: number): Promise<Side> {
  await stage.asOwner(`CREATE DATABASE ${name}`)
  const url = inDatabase(stage.url, name)
  const { migrate } = await import('#prisma/migrate.ts')
  await migrate(url)
  const child = await startSide(context, url)
  await ask(child, { members })
  await fillPast(url, rows, (line) => context.tell(`${name}: ${line}`))
  const [size] = await sizeIn(url)
  return { measure: (count) => ask<Times>(child, { count }), bytes: Math.round((size?.bytes ?? 0) / rows) }
}

async function sizeIn(url: string): Promise<{ bytes: number }[]> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ bytes: number }>(`SELECT pg_total_relation_size('transfer')::float8 AS bytes`)
  await client.end()
  return rows
}

async function startSide(context: Context, url: string): Promise<ChildProcess> {
  const child = fork(path.join(import.meta.dirname, 'growth-side.ts'), { env: { ...process.env, DATABASE_URL: url } })
  context.later(() => child.disconnect())
  await once(child, 'message')
  return child
}

async function ask<Answer>(child: ChildProcess, order: object): Promise<Answer> {
  const answer = once(child, 'message') as Promise<[Answer]>
  child.send(order)
  return (await answer)[0]
}
