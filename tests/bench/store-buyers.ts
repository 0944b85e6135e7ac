// One of the processes that buy: a share of the buyers of a round, all at once, through the hub's story or by a naive row lock.
import { randomUUID } from 'node:crypto'
import { openPool, pool } from '#app/db/pool.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { redeemReward } from '#app/flows/redeem-reward.server.ts'

export type Round = { side: 'ours' | 'bare'; program: Program; rewardId: number; variantId: number; people: number[] }
export type Bought = { sold: number; refused: number; cpu: number }

async function ours({ program, rewardId, variantId, people }: Round): Promise<number> {
  const answers = await Promise.all(
    people.map((person) =>
      redeemReward(
        { key: randomUUID(), person, rewardId, variantId, priceSeen: 100, address: null, publicThanks: false, note: '' },
        program,
        'https://hub.test',
      ),
    ),
  )
  return answers.filter((answer) => answer.kind === 'ordered').length
}

const bare = openPool(process.env.DATABASE_URL ?? '', 8)

async function naive({ rewardId, people }: Round): Promise<number> {
  const one = async (person: number): Promise<number> => {
    const client = await bare.connect()
    try {
      await client.query('BEGIN')
      const { rows } = await client.query<{ free: number }>({
        name: 'look',
        text: 'SELECT free FROM bare_stock WHERE id = $1 FOR UPDATE',
        values: [rewardId],
      })
      const there = (rows[0]?.free ?? 0) > 0
      if (there) {
        await client.query({ name: 'take', text: 'UPDATE bare_stock SET free = free - 1 WHERE id = $1', values: [rewardId] })
        await client.query({ name: 'note', text: 'INSERT INTO bare_order (stock_id, member_id) VALUES ($1, $2)', values: [rewardId, person] })
      }
      await client.query('COMMIT')
      return there ? 1 : 0
    } finally {
      client.release()
    }
  }
  const left = [...people]
  const work = async (): Promise<number> => {
    let sold = 0
    for (let person = left.pop(); person !== undefined; person = left.pop()) sold += await one(person)
    return sold
  }
  return (await Promise.all(Array.from({ length: 8 }, work))).reduce((sum, sold) => sum + sold, 0)
}

process.on('message', (round: Round) => {
  const from = process.cpuUsage()
  void (round.side === 'ours' ? ours(round) : naive(round)).then((sold) => {
    const { user, system } = process.cpuUsage(from)
    process.send?.({ sold, refused: round.people.length - sold, cpu: (user + system) / 1e6 } satisfies Bought)
  })
})
process.once('disconnect', () => process.exit(0))
await pool().query('SELECT 1')
process.send?.('ready')
