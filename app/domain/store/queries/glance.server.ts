import { sqlAlone } from '#app/db/transaction.server.ts'

/** What a glance at the committed counters says: whether the variant has none left, and the order that this key has made already. */
export type Glance = { soldOut: boolean; orderId: number | null }

type Asked = { program: number; variantId: number; key: string; answer: (glance: Glance) => void; fail: (error: Error) => void }

let waiting: Asked[] = []
let looking = false
const most = 1_000

/**
 * Looks whether there is any left, without a lock and without a transaction: a purchase of what is sold out is refused before it queues anywhere. All who
 * ask while another look is under way share the next one, so that a rush costs a few reads and not one each.
 */
export function glanceAt(program: number, variantId: number, key: string): Promise<Glance> {
  return new Promise((answer, fail) => {
    waiting.push({ program, variantId, key, answer, fail })
    if (!looking) void look()
  })
}

async function look(): Promise<void> {
  looking = true
  await new Promise((resolve) => setImmediate(resolve))
  while (waiting.length > 0) {
    const asked = waiting.slice(0, most)
    waiting = waiting.slice(most)
    try {
      const glances = await read(asked)
      asked.forEach((one, n) => one.answer(glances[n] ?? { soldOut: false, orderId: null }))
    } catch (error) {
      for (const one of asked) one.fail(error as Error)
    }
  }
  looking = false
}

async function read(asked: readonly Asked[]): Promise<Glance[]> {
  const variants = [...new Set(asked.map((one) => `${one.program}/${one.variantId}`))].map((name) => name.split('/').map(Number))
  const gone = await sqlAlone<{ program: number; id: number }>(
    `SELECT v.program_id AS program, v.id FROM unnest($1::smallint[], $2::int[]) AS a(program_id, id) JOIN variant v USING (program_id, id)
     WHERE NOT v.unlimited AND v.held + v.sold >= v.stocked`,
    [variants.map(([program]) => program), variants.map(([, id]) => id)],
  )
  const soldOut = new Set(gone.map((row) => `${row.program}/${row.id}`))
  const refused = asked.filter((one) => soldOut.has(`${one.program}/${one.variantId}`))
  const orders = refused.length > 0 ? await keyed(refused) : new Map<string, number>()
  return asked.map((one) => ({
    soldOut: soldOut.has(`${one.program}/${one.variantId}`),
    orderId: orders.get(`${one.program}/${one.key}`) ?? null,
  }))
}

/** Whoever is too late may have been in time before: the same form, sent again. */
async function keyed(asked: readonly Asked[]): Promise<Map<string, number>> {
  const rows = await sqlAlone<{ program: number; key: string; id: number }>(
    `SELECT o.program_id AS program, o.key, o.id FROM unnest($1::smallint[], $2::text[]) AS a(program_id, key) JOIN store_order o USING (program_id, key)`,
    [asked.map((one) => one.program), asked.map((one) => one.key)],
  )
  return new Map(rows.map((row) => [`${row.program}/${row.key}`, row.id]))
}
