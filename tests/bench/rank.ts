// The exact place of a random member and the top 100 among a million, against Redis, or against counting where there is no Redis.
import { inTransaction, lockSettling, sqlAlone } from '#app/db/transaction.server.ts'
import { addScores } from '#app/domain/boards/commands.server.ts'
import { type BoardKey, boardAt, placesOn } from '#app/domain/boards/queries.server.ts'
import { topAndPlace } from '#app/domain/boards/queries/top.server.ts'
import { type Context, type Figure, type Sample, compare, inTurn, perCpu, perSecond, quantile, rounded } from '#tests/bench/context.ts'
import { ownCpu } from '#tests/bench/cpu.ts'
import { openRedis } from '#tests/bench/rank-redis.ts'
import { openStage, type Stage } from '#tests/bench/stage.ts'
import { openHub } from '#tests/support/hub.ts'

const hub = { program: 1, by: null }
/** So many ask at once. */
const connections = 32
const top = 100

export default async function run(context: Context): Promise<Figure> {
  const large = context.quick ? 3_000 : context.option('rows', 1_000_000)
  const small = Math.min(large, 10_000)
  const each = context.quick ? 100 : 20_000
  const pairs = context.option('pairs', context.quick ? 1 : 8)
  process.env.DATABASE_POOL = '10'
  const stage = await openStage(context)
  const program = await openHub()
  const now = new Date()
  const [ever, month] = [boardAt(program, 'all', now), boardAt(program, 'month', now)]
  context.tell(`filling a board of ${large} and one of ${small}`)
  await fill(stage, ever, large, now)
  await fill(stage, month, small, now)
  await stage.asOwner('VACUUM ANALYZE board_running', 'VACUUM ANALYZE board_past')
  const redis = await openRedis(context, connections)
  if (redis) await copyTo(redis.clients, ever, large)
  const baseline = redis
    ? `Redis ZREVRANK and ZREVRANGE in one write, ${connections} connections`
    : 'count(*) of those with more points, and ORDER BY LIMIT 100'
  context.tell(`baseline: ${baseline}; ${each} times a sample, ${pairs} pairs`)
  const someone = (): number => 1 + Math.floor(Math.random() * large)
  const counting = context.quick ? each : 40
  const ours = (): Promise<Sample> =>
    sample(
      each,
      () => ownCpu() + stage.postgresCpu(),
      () => topAndPlace(ever, someone(), top),
    )
  const theirs = (): Promise<Sample> =>
    redis
      ? sample(
          each,
          () => ownCpu() + redis.cpu(),
          (lane) => asked(redis.clients[lane], someone()),
        )
      : sample(
          counting,
          () => ownCpu() + stage.postgresCpu(),
          () => counted(ever, someone()),
        )
  await ours()
  await theirs()
  const taken = await inTurn(pairs, ours, theirs, (pair, one, other) => {
    context.tell(
      `${pair}: ours ${Math.round(perCpu(one))}/CPU-s ${Math.round(perSecond(one))}/s, baseline ${Math.round(perCpu(other))}/CPU-s ${Math.round(perSecond(other))}/s`,
    )
  })
  const clock = compare(taken, perSecond)
  const depth = await depths(context, ever, month, large, small)
  const moving = await whileMoving(ever, large, each)
  return {
    bench: 'rank',
    ...compare(taken, perCpu),
    unit: 'place + top 100 a CPU-second',
    goal: '>= 1.0 of Redis; p99 at 1 M <= 1.25 x p99 at 10 k',
    beside: {
      baseline,
      oursPerSecond: clock.ours,
      baselinePerSecond: clock.baseline,
      ratioByTheClock: clock.ratio,
      ...depth,
      ...moving,
    },
  }
}

/** Runs something `count` times over the lanes, and says how long it took by the clock and by CPU. */
async function sample(count: number, cpu: () => number, work: (lane: number) => Promise<unknown>): Promise<Sample> {
  const [cpuFrom, from] = [cpu(), performance.now()]
  let left = count
  const lane = async (number: number): Promise<void> => {
    while (left > 0) {
      left -= 1
      await work(number)
    }
  }
  await Promise.all(Array.from({ length: connections }, (_, number) => lane(number)))
  return { count, wall: (performance.now() - from) / 1000, cpu: Math.max(0.01, cpu() - cpuFrom) }
}

type Client = NonNullable<Awaited<ReturnType<typeof openRedis>>>['clients'][number]

function asked(client: Client | undefined, member: number): Promise<unknown> {
  if (!client) throw new Error('There is no such connection.')
  return client.ask(['ZREVRANK', 'board', member], ['ZREVRANGE', 'board', 0, top - 1, 'WITHSCORES'])
}

async function counted(board: BoardKey, member: number): Promise<void> {
  const where = `s.program_id = 1 AND s.board_id = b.id AND s.listed AND s.points > 0`
  const from = `FROM board b JOIN board_score s ON ${where} WHERE b.period = $1`
  await Promise.all([
    sqlAlone(`SELECT 1 + count(*) AS place ${from} AND s.points > (SELECT points FROM board_score WHERE board_id = b.id AND member_id = $2)`, [
      board.period,
      member,
    ]),
    sqlAlone(`SELECT s.member_id, s.points ${from} ORDER BY s.points DESC, s.reached_at, s.member_id LIMIT ${top}`, [board.period]),
  ])
}

/** A board of so many members with points like a real community's: few have many, many have the same few. Names play no part here. */
async function fill(stage: Stage, board: BoardKey, members: number, now: Date): Promise<void> {
  const long = new Date(now.getTime() - 400 * 86_400_000)
  await inTransaction(hub, async (scope) => {
    await lockSettling(scope)
    for (const at of [long, now]) await addScores(scope, [{ memberId: members + 1, points: 0, at, sourceId: 0 }], 'UTC')
  })
  const rows = await sqlAlone<{ id: number; period: string }>(`SELECT id, period FROM board WHERE scope = '' ORDER BY starts_on`)
  const first = (period: string): number => rows.find((row) => row.period === period)?.id ?? 0
  const chunk = 100_000
  const drawn = `1 + floor(20000 * power(random(), 4)), now() - random() * interval '300 days', true`
  for (let from = 0; from < members; from += chunk) {
    const to = Math.min(members, from + chunk)
    // Of all time: whose last deed lies in earlier periods. Of a period: a row each, as for whoever has gone on since.
    if (board.period === 'all')
      await sqlAlone(
        `INSERT INTO board_running (program_id, member_id, scope, all_board, month_board, week_board, day_board, month_points, week_points, day_points, all_points, reached_at, listed)
         SELECT 1, n, 0, $1::int, $2::int, $3::int, $4::int, 1, 1, 1, ${drawn} FROM generate_series($5::int, $6::int) AS n ORDER BY random()`,
        [...['all', 'month', 'week', 'day'].map(first), from + 1, to],
      )
    else
      await sqlAlone(
        `INSERT INTO board_past (program_id, member_id, board_id, points, reached_at, listed) SELECT 1, n, $1, ${drawn} FROM generate_series($2::int, $3::int) AS n ORDER BY random()`,
        [rows.findLast((row) => row.period === board.period)?.id, from + 1, to],
      )
  }
  await stage.asOwner('ANALYZE board_running', 'ANALYZE board_past')
}

async function copyTo(clients: readonly Client[], board: BoardKey, members: number): Promise<void> {
  const chunk = 2_000
  for (let from = 0; from < members; from += chunk) {
    const rows = await sqlAlone<{ id: number; points: number }>(
      `SELECT s.member_id AS id, s.points FROM board b JOIN board_score s ON s.program_id = 1 AND s.board_id = b.id
       WHERE b.period = $1 AND b.scope = '' AND s.member_id > $2 AND s.member_id <= $3 AND s.points > 0`,
      [board.period, from, from + chunk],
    )
    await clients[0]?.ask(['ZADD', 'board', ...rows.flatMap(({ id, points }) => [points, id])])
  }
}

/** Milliseconds of one answer after another, at both sizes and deep in the large board. */
async function depths(context: Context, large: BoardKey, small: BoardKey, members: number, few: number): Promise<Record<string, number>> {
  const rounds = context.quick ? 20 : 4_000
  const took = async (work: () => Promise<unknown>): Promise<number> => {
    const from = performance.now()
    await work()
    return performance.now() - from
  }
  const below = (most: number): number => 1 + Math.floor(Math.random() * most)
  const times = { large: [] as number[], small: [] as number[], first: [] as number[], deep: [] as number[] }
  const reader = { reaches: ['public'], memberId: null }
  for (let round = 0; round < rounds; round += 1) {
    times.large.push(await took(() => topAndPlace(large, below(members), top)))
    times.small.push(await took(() => topAndPlace(small, below(few), top)))
    if (round % 4 > 0) continue
    times.first.push(await took(() => placesOn(large, reader, 0, 25)))
    times.deep.push(await took(() => placesOn(large, reader, Math.floor(members / 2), 25)))
  }
  const ms = (list: number[], share: number): number => rounded(quantile(list, share))
  return {
    p50LargeMs: ms(times.large, 0.5),
    p50SmallMs: ms(times.small, 0.5),
    p99LargeMs: ms(times.large, 0.99),
    p99SmallMs: ms(times.small, 0.99),
    p99Ratio: rounded(quantile(times.large, 0.99) / quantile(times.small, 0.99)),
    p50FirstPageMs: ms(times.first, 0.5),
    p50DeepPageMs: ms(times.deep, 0.5),
  }
}

/** The same while 50 changes a second move the board, so that no copy of the top lives long. */
async function whileMoving(board: BoardKey, members: number, count: number): Promise<Record<string, number>> {
  let moving = true
  const move = async (): Promise<void> => {
    while (moving) {
      const changes = Array.from({ length: 5 }, () => ({
        memberId: 1 + Math.floor(Math.random() * members),
        points: 10,
        at: new Date(),
        sourceId: 0,
      }))
      await inTransaction(hub, async (scope) => {
        await lockSettling(scope)
        await addScores(scope, changes, 'UTC')
      })
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  const moved = move()
  const taken = await sample(count, ownCpu, () => topAndPlace(board, 1 + Math.floor(Math.random() * members), top))
  moving = false
  await moved
  return { oursPerSecondWhileMoving: Math.round(perSecond(taken)) }
}
