// Ten thousand buyers for a hundred units from four processes, against one row that everybody locks.
import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'
import { sqlAlone } from '#app/db/transaction.server.ts'
import { type Context, type Figure, type Sample, compare, inTurn, perCpu, perSecond, rounded } from '#tests/bench/context.ts'
import { openStage } from '#tests/bench/stage.ts'
import type { Bought, Round } from '#tests/bench/store-buyers.ts'
import { addMember, openHub } from '#tests/support/hub.ts'
import { addReward } from '#tests/support/shop.ts'

const units = 100
const processes = 4
type Taken = Sample & { sold: number }

export default async function run(context: Context): Promise<Figure> {
  const buyers = context.quick ? 400 : 10_000
  const pairs = context.option('pairs', context.quick ? 1 : 7)
  const stage = await openStage(context)
  const program = await openHub()
  const manager = await addMember('manager', { linked: false })
  const people = await foundBuyers(buyers)
  await stage.asOwner(
    'CREATE TABLE bare_stock (id int PRIMARY KEY, free int NOT NULL CHECK (free >= 0)) WITH (fillfactor = 50)',
    'CREATE TABLE bare_order (id bigserial PRIMARY KEY, stock_id int NOT NULL, member_id bigint NOT NULL)',
    'GRANT ALL ON bare_stock, bare_order TO laurel_app',
    'GRANT USAGE ON SEQUENCE bare_order_id_seq TO laurel_app',
  )
  const children = await Promise.all(Array.from({ length: processes }, () => openBuyers(context)))
  context.tell(
    `${buyers} buyers for ${units} units from ${processes} processes, ${pairs} pairs; baseline: 8 connections a process, SELECT … FOR UPDATE`,
  )

  const side = (which: Round['side']) => async (): Promise<Taken> => {
    const reward = await addReward(program, manager, { kind: 'experience', price: 100 }, { each: units })
    if (which === 'bare') await sqlAlone('INSERT INTO bare_stock (id, free) VALUES ($1, $2)', [reward.id, units])
    const cpuFrom = stage.postgresCpu()
    const from = performance.now()
    const bought = await Promise.all(
      children.map((child, n) =>
        ask(child, {
          side: which,
          program,
          rewardId: reward.id,
          variantId: reward.variants[0] ?? 0,
          people: people.filter((_, m) => m % processes === n),
        }),
      ),
    )
    const wall = (performance.now() - from) / 1000
    const sold = bought.reduce((sum, one) => sum + one.sold, 0)
    if (sold !== units) throw new Error(`${sold} of ${units} were sold.`)
    return { count: buyers, wall, cpu: stage.postgresCpu() - cpuFrom + bought.reduce((sum, one) => sum + one.cpu, 0), sold }
  }
  const taken = await inTurn(pairs, side('ours'), side('bare'), (pair, ours, baseline) => {
    const show = (one: Taken): string => `${Math.round(perSecond(one))}/s ${Math.round(perCpu(one))}/CPU-s, ${one.sold} sold`
    context.tell(
      `${pair}: ours ${show(ours)}; baseline ${show(baseline)}; ratio ${rounded(perSecond(ours) / perSecond(baseline))} by the clock, ${rounded(perCpu(ours) / perCpu(baseline))} by CPU`,
    )
  })
  const [held] = await sqlAlone<{ sold: number; orders: number }>(
    `SELECT sum(held)::int AS sold, (SELECT count(*)::int FROM store_order) AS orders FROM variant`,
  )
  const cpu = compare(taken, perCpu)
  return {
    bench: 'store',
    ...compare(taken, perSecond),
    unit: 'buyers answered a second',
    goal: '>= 5, and exactly 100 sold',
    beside: {
      soldEachRound: units,
      ordersInAll: held?.orders ?? 0,
      oursPerCpuSecond: cpu.ours,
      baselinePerCpuSecond: cpu.baseline,
      ratioByCpu: cpu.ratio,
    },
  }
}

/** People with ten thousand points each, as the book would hold them. */
async function foundBuyers(count: number): Promise<number[]> {
  const rows = await sqlAlone<{ id: number }>(
    `INSERT INTO member (program_id, handle, display_name, time_zone) SELECT 1, 'buyer-' || n, 'Buyer ' || n, 'UTC' FROM generate_series(1, $1::int) AS n RETURNING id`,
    [count],
  )
  const ids = rows.map((row) => row.id)
  await sqlAlone(
    `INSERT INTO balance (program_id, member_id, currency, lifetime, spendable, updated_at) SELECT 1, id, 1, 10000, 10000, now() FROM unnest($1::bigint[]) AS m(id)`,
    [ids],
  )
  return ids
}

function openBuyers(context: Context): Promise<ChildProcess> {
  const child = fork(path.join(import.meta.dirname, 'store-buyers.ts'), { env: { ...process.env, DATABASE_POOL: '8' } })
  context.later(() => child.kill())
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve(child))
    child.once('exit', (code) => reject(new Error(`A buyer ended with ${code}.`)))
  })
}

function ask(child: ChildProcess, round: Round): Promise<Bought> {
  return new Promise((resolve) => {
    child.once('message', (bought) => resolve(bought as Bought))
    child.send(round)
  })
}
