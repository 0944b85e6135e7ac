import { inTransaction } from '#app/db/transaction.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import type { Purchase, PurchaseRefusal } from '#app/domain/store/purchase.ts'
import { glanceAt } from '#app/domain/store/queries/glance.server.ts'
import type { Refused } from '#app/foundation/outcome.ts'
import { type Rung, ringUpOrders } from './ring-up-orders.server.ts'

export type Redeemed = { kind: 'ordered' | 'done_before'; orderId: number }

type Waiting = { purchase: Purchase; answer: (rung: Rung) => void; fail: (error: unknown) => void }
type Till = { waiting: Waiting[]; busy: boolean }

const tills = new Map<string, Till>()
const most = 50
const soldOut = {
  kind: 'refused' as const,
  code: 'sold_out' as const,
  message: 'This is sold out. Nothing was ordered, and your points are untouched.',
}

/**
 * A member spends points on a reward. What is sold out is refused by a glance at the committed counters, before any lock. Who gets past it waits at the
 * till of this process, which rings up all that wait in one transaction: eligible, stock, points and order together or not at all. The same key again
 * answers the first order.
 */
export async function redeemReward(purchase: Purchase, program: Program, origin: string): Promise<Redeemed | Refused<PurchaseRefusal>> {
  const glance = await glanceAt(program.id, purchase.variantId, purchase.key)
  if (glance.orderId !== null) return { kind: 'done_before', orderId: glance.orderId }
  if (glance.soldOut) return { kind: soldOut.code, message: soldOut.message }
  const rung = await new Promise<Rung>((answer, fail) => {
    const name = `${program.id} ${origin}`
    const till = tills.get(name) ?? { waiting: [], busy: false }
    tills.set(name, till)
    till.waiting.push({ purchase, answer, fail })
    if (!till.busy) void serve(till, program, origin)
  })
  return rung.kind === 'refused' ? { kind: rung.code, message: rung.message } : rung
}

async function serve(till: Till, program: Program, origin: string): Promise<void> {
  till.busy = true
  while (till.waiting.length > 0) {
    const all = till.waiting.splice(0)
    const inTime = await stillThere(all, program)
    till.waiting.unshift(...inTime.splice(most))
    if (inTime.length > 0) await ringUp(inTime, program, origin)
  }
  till.busy = false
}

/** Those for whom there was something left at a last glance; the others are answered, so that nobody queues for an empty shelf. */
async function stillThere(waiting: readonly Waiting[], program: Program): Promise<Waiting[]> {
  const glances = await Promise.all(waiting.map(({ purchase }) => glanceAt(program.id, purchase.variantId, purchase.key))).catch((error: unknown) => {
    for (const one of waiting) one.fail(error)
    return null
  })
  if (!glances) return []
  return waiting.filter((one, n) => {
    const glance = glances[n]
    if (!glance?.soldOut) return true
    one.answer(glance.orderId === null ? soldOut : { kind: 'done_before', orderId: glance.orderId })
    return false
  })
}

/** One fault must not spoil the others: a batch that fails is rung up one by one. */
async function ringUp(batch: readonly Waiting[], program: Program, origin: string): Promise<void> {
  try {
    const rung = await inTransaction({ program: program.id, by: null }, (scope) =>
      ringUpOrders(
        scope,
        program,
        origin,
        batch.map((one) => one.purchase),
      ),
    )
    batch.forEach((one, n) => one.answer(rung[n] as Rung))
  } catch (error) {
    if (batch.length === 1) batch[0]?.fail(error)
    else for (const one of batch) await ringUp([one], program, origin)
  }
}
