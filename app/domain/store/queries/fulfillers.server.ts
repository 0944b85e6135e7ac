import { sqlAlone } from '#app/db/transaction.server.ts'
import { openAccount } from '#app/domain/store/commands/accounts.server.ts'
import type { FulfillmentState } from '#app/domain/store/fulfilling.ts'
import type { OrderState } from '#app/domain/store/orders.ts'

/** What a manager entered about a fulfiller, opened; null when nobody did. */
export async function accountOf(program: number, fulfiller: string): Promise<Record<string, string> | null> {
  const [row] = await sqlAlone<{ sealed: Buffer }>('SELECT sealed FROM fulfiller_account WHERE program_id = $1 AND fulfiller = $2', [
    program,
    fulfiller,
  ])
  return row ? openAccount(program, fulfiller, row.sealed) : null
}

/** How a fulfiller does: what is set, its last test, what it last said, and how its orders stand. */
export type FulfillerHealth = {
  fulfiller: string
  names: string[]
  testedAt: Date | null
  testedWell: boolean | null
  testedWords: string
  heardAt: Date | null
  refusedAt: Date | null
  waiting: number
  failed: number
  sent: number
}

/** How every fulfiller does that somebody set up or that has orders. */
export async function fulfillerHealth(program: number): Promise<FulfillerHealth[]> {
  return sqlAlone<FulfillerHealth>(
    `SELECT coalesce(a.fulfiller, f.fulfiller) AS fulfiller, coalesce(a.names, '{}') AS names, a.tested_at AS "testedAt", a.tested_well AS "testedWell",
       coalesce(a.tested_words, '') AS "testedWords", a.heard_at AS "heardAt", a.refused_at AS "refusedAt",
       coalesce(f.waiting, 0) AS waiting, coalesce(f.failed, 0) AS failed, coalesce(f.sent, 0) AS sent
     FROM (SELECT * FROM fulfiller_account WHERE program_id = $1) a FULL JOIN (
       SELECT fulfiller, count(*) FILTER (WHERE state IN ('waiting', 'sending', 'cancelling'))::int AS waiting, count(*) FILTER (WHERE state = 'failed')::int AS failed,
         count(*) FILTER (WHERE state IN ('sent', 'done'))::int AS sent FROM fulfillment WHERE program_id = $1 GROUP BY 1) f ON f.fulfiller = a.fulfiller
     ORDER BY 1`,
    [program],
  )
}

/** How one order was handed over; null when it never was. */
export type HandedView = {
  fulfiller: string
  externalId: string
  state: FulfillmentState
  reference: string | null
  attempts: number
  retryAt: Date | null
  error: string | null
}

/** How an order was handed over; null when nobody outside has it. */
export async function handedOf(program: number, orderId: number): Promise<HandedView | null> {
  const [row] = await sqlAlone<HandedView>(
    `SELECT fulfiller, external_id AS "externalId", state, reference, attempts, retry_at AS "retryAt", error FROM fulfillment WHERE program_id = $1 AND order_id = $2`,
    [program, orderId],
  )
  return row ?? null
}

/** The last orders of a fulfiller, those a person must look at first. */
export async function lastHanded(
  program: number,
  fulfiller: string,
): Promise<
  { orderId: number; title: string; order: OrderState; state: FulfillmentState; attempts: number; error: string | null; changedAt: Date }[]
> {
  return sqlAlone(
    `SELECT f.order_id AS "orderId", o.title, o.state AS "order", f.state, f.attempts, f.error, f.changed_at AS "changedAt"
     FROM fulfillment f JOIN store_order o ON o.program_id = f.program_id AND o.id = f.order_id
     WHERE f.program_id = $1 AND f.fulfiller = $2 ORDER BY f.state = 'failed' DESC, f.order_id DESC LIMIT 20`,
    [program, fulfiller],
  )
}

/** What a fulfiller said lately and what came of it. */
export async function lastMessages(
  program: number,
  fulfiller: string,
): Promise<{ id: number; event: string; orderId: number | null; outcome: string; at: Date }[]> {
  return sqlAlone(
    `SELECT id, event, order_id AS "orderId", outcome, at FROM fulfiller_message WHERE program_id = $1 AND fulfiller = $2 ORDER BY id DESC LIMIT 20`,
    [program, fulfiller],
  )
}
