// Activities settled from the inbox to ledger, standing, boards and outbox, against one hand-written transaction an event.
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { settleActivities } from '#app/flows/settle-activities.server.ts'
import { fillInbox, foundCommunity } from '#tests/bench/community.ts'
import { type Context, type Figure, type Sample, compare, inTurn, median, perCpu, perSecond, rounded, warmUps } from '#tests/bench/context.ts'
import { ownCpu } from '#tests/bench/cpu.ts'
import { countStatements, openStage, type Stage, tellStatements } from '#tests/bench/stage.ts'

/** With bytes of WAL, and PostgreSQL's share of the CPU-seconds. */
type Taken = Sample & { wal: number; postgres: number }

export default async function run(context: Context): Promise<Figure> {
  const members = context.quick ? 100 : 10_000
  const pairs = context.option('pairs', context.quick ? 1 : 8)
  const each = context.quick ? 200 : context.option('rows', 6_000)
  const stage = await openStage(context)
  const program = await foundCommunity(members)
  const bare = await openBare(context, stage, members)
  context.tell(`${members} members, 50 rules; each side ${each} events a sample, ${pairs} pairs; baseline by ${bare.by}, 8 connections`)

  const settle = async (): Promise<Taken> => {
    await fillInbox(members, each)
    return measured(stage, each, () => drain(program, each))
  }
  const write = (): Promise<Taken> => measured(stage, bare.count(each), () => bare.run(each))
  for (let round = 0; round < (context.quick ? 1 : warmUps); round += 1) {
    await settle()
    await write()
  }
  if (context.statements) {
    await fillInbox(members, each)
    await countStatements(context, stage)
    await drain(program, each)
    await tellStatements(context, stage, each)
  }
  const taken = await inTurn(pairs, settle, write, (pair, ours, baseline) => {
    context.tell(
      `${pair}: ours ${show(ours)}, baseline ${show(baseline)}; ratio ${rounded(perCpu(ours) / perCpu(baseline))} by CPU, ${rounded(perSecond(ours) / perSecond(baseline))} by the clock`,
    )
  })
  const clock = compare(taken, perSecond)
  return {
    bench: 'award',
    ...compare(taken, perCpu),
    unit: 'activities a CPU-second',
    goal: '>= 3',
    beside: {
      oursPerSecond: clock.ours,
      baselinePerSecond: clock.baseline,
      ratioByTheClock: clock.ratio,
      oursWalBytes: Math.round(median(taken.map((pair) => pair.ours.wal / pair.ours.count))),
      baselineWalBytes: Math.round(median(taken.map((pair) => pair.baseline.wal / pair.baseline.count))),
    },
  }
}

/** Settles until nothing waits, the hub's own events that follow included: they are part of what a deed costs, and are not counted as deeds. */
async function drain(program: Program, least: number): Promise<void> {
  for (let done = 0; ;) {
    const settled = await settleActivities(program)
    if (settled.kind === 'busy') throw new Error('Somebody else settles.')
    if (settled.count === 0 && done < least) throw new Error('The inbox ran dry.')
    if (settled.count === 0) return
    done += settled.count
  }
}

function show(taken: Taken): string {
  const each = (seconds: number): number => Math.round((seconds / taken.count) * 1e6)
  const parts = `PostgreSQL ${each(taken.postgres)} µs, asking ${each(taken.cpu - taken.postgres)} µs`
  return `${Math.round(perCpu(taken))}/CPU-s ${Math.round(perSecond(taken))}/s (${parts}, ${Math.round(taken.wal / taken.count)} B WAL)`
}

async function measured(stage: Stage, count: number, work: () => Promise<void>): Promise<Taken> {
  const wal = async (): Promise<number> => Number((await sqlAlone<{ at: string }>(`SELECT (pg_current_wal_insert_lsn() - '0/0')::text AS at`))[0]?.at)
  const walFrom = await wal()
  const ownFrom = ownCpu()
  const postgresFrom = stage.postgresCpu()
  const from = performance.now()
  await work()
  const wallTime = (performance.now() - from) / 1000
  const postgres = stage.postgresCpu() - postgresFrom
  return { count, wall: wallTime, cpu: ownCpu() - ownFrom + postgres, postgres, wal: (await wal()) - walFrom }
}

type Bare = { by: string; run(count: number): Promise<void>; count(wanted: number): number }

/** One hand-written transaction an event, by pgbench where it is present, else by eight connections of pg. */
async function openBare(context: Context, stage: Stage, members: number): Promise<Bare> {
  await stage.asOwner(
    'CREATE TABLE bare_activity (id bigserial PRIMARY KEY, external_id text NOT NULL UNIQUE, member_id bigint NOT NULL, kind text NOT NULL, occurred_at timestamptz NOT NULL)',
    'CREATE TABLE bare_entry (id bigserial PRIMARY KEY, member_id bigint NOT NULL, activity_id bigint NOT NULL, amount bigint NOT NULL, created_at timestamptz NOT NULL)',
    'CREATE INDEX ON bare_entry (member_id, id)',
    'CREATE TABLE bare_balance (member_id bigint PRIMARY KEY, points bigint NOT NULL)',
    `INSERT INTO bare_balance SELECT n, 0 FROM generate_series(1, ${members}) AS n`,
  )
  const pgbench = await promisify(execFile)('pgbench', ['--version']).catch(() => null)
  return pgbench ? byPgbench(context, stage, members) : byConnections(context, stage, members)
}

const clients = 8

function byPgbench(context: Context, stage: Stage, members: number): Bare {
  const folder = mkdtempSync(path.join(tmpdir(), 'laurel-bench-'))
  context.later(() => rmSync(folder, { recursive: true, force: true }))
  const file = path.join(folder, 'event.sql')
  writeFileSync(
    file,
    `\\set member random(1, ${members})
\\set name random(1, 9000000000000000)
BEGIN;
INSERT INTO bare_activity (external_id, member_id, kind, occurred_at) VALUES ('e' || :name, :member, 'article.published', now());
INSERT INTO bare_entry (member_id, activity_id, amount, created_at) VALUES (:member, :name, 20, now());
UPDATE bare_balance SET points = points + 20 WHERE member_id = :member;
COMMIT;
`,
  )
  const url = new URL(stage.url)
  const env = { ...process.env, PGPASSWORD: decodeURIComponent(url.password) }
  const server = ['-h', url.hostname, '-p', url.port, '-U', url.username]
  return {
    by: 'pgbench',
    count: (wanted) => Math.ceil(wanted / clients) * clients,
    run: async (wanted) => {
      const size = ['-n', '-M', 'prepared', '-c', String(clients), '-j', '2', '-t', String(Math.ceil(wanted / clients)), '-f', file]
      await promisify(execFile)('pgbench', [...server, ...size, url.pathname.slice(1)], { env })
    },
  }
}

function byConnections(context: Context, stage: Stage, members: number): Bare {
  const pool = new pg.Pool({ connectionString: stage.url, max: clients })
  context.later(() => pool.end())
  const one = async (client: pg.PoolClient): Promise<void> => {
    const member = 1 + Math.floor(Math.random() * members)
    const name = Math.floor(Math.random() * 9e15)
    await client.query('BEGIN')
    const activity = `INSERT INTO bare_activity (external_id, member_id, kind, occurred_at) VALUES ($1, $2, 'article.published', now())`
    await client.query({ name: 'activity', text: activity, values: [`e${name}`, member] })
    const entry = 'INSERT INTO bare_entry (member_id, activity_id, amount, created_at) VALUES ($1, $2, 20, now())'
    await client.query({ name: 'entry', text: entry, values: [member, name] })
    await client.query({ name: 'balance', text: 'UPDATE bare_balance SET points = points + 20 WHERE member_id = $1', values: [member] })
    await client.query('COMMIT')
  }
  return {
    by: 'pg',
    count: (wanted) => wanted,
    run: async (wanted) => {
      let left = wanted
      const worker = async (): Promise<void> => {
        const client = await pool.connect()
        while (left-- > 0) await one(client)
        client.release()
      }
      await Promise.all(Array.from({ length: clients }, worker))
    },
  }
}
