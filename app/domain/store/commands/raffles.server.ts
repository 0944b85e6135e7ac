import { randomUUID } from 'node:crypto'
import type { Scope } from '#app/db/transaction.server.ts'

/** Gives an order of a raffle its ticket: a random number that says nothing about whose it is; once. */
export async function giveTicket(scope: Scope, orderId: number): Promise<void> {
  await scope.sql(
    'INSERT INTO raffle_stub (program_id, order_id, ticket, at) VALUES ($1, $2, $3::uuid, $4) ON CONFLICT (program_id, order_id) DO NOTHING',
    [scope.program, orderId, randomUUID(), scope.now],
  )
}
