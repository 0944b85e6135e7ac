// A process at the till that can be killed at a named point: it redeems and moves orders on its parent's word.
import '#tests/storm/faults.ts'
import { inTransaction } from '#app/db/transaction.server.ts'
import { programById } from '#app/domain/programs/queries.server.ts'
import type { Move } from '#app/domain/store/moves.ts'
import type { Purchase } from '#app/domain/store/purchase.ts'
import { moveOrder } from '#app/flows/move-order.server.ts'
import { redeemReward } from '#app/flows/redeem-reward.server.ts'

/** What the parent asks for. */
export type ShopperOrder = { buy: Purchase } | { move: Move; order: number; by: number }

process.on('message', (message: ShopperOrder | { arm: unknown }) => {
  if ('arm' in message) return
  void run(message).then((answer) => process.send?.(answer))
})

async function run(message: ShopperOrder): Promise<string> {
  const program = await programById(1)
  if (!program) return 'no program'
  if ('buy' in message) return (await redeemReward(message.buy, program, 'https://hub.test')).kind
  return (await moveOrder({ program: 1, by: message.by }, program, 'https://hub.test', message.order, message.move)).kind
}

// Connected and ready before the first word.
await inTransaction({ program: 1, by: null }, (scope) => scope.sql('SELECT 1'))
process.send?.('ready')
