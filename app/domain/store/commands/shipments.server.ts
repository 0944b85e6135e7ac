import type { Scope } from '#app/db/transaction.server.ts'

/** A parcel that left. `id` names it for good: the fulfiller's own, or one of ours. */
export type Parcel = { id: string; carrier: string; number: string; url: string; at: Date }

/** Keeps a parcel of an order, once per id. Answers false when it was known. */
export async function addShipment(scope: Scope, orderId: number, parcel: Parcel): Promise<boolean> {
  const rows = await scope.sql(
    `INSERT INTO shipment (program_id, order_id, parcel, carrier, number, url, shipped_at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING parcel`,
    [scope.program, orderId, parcel.id, parcel.carrier, parcel.number, parcel.url, parcel.at],
  )
  return rows.length === 1
}
