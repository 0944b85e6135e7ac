import type { Scope } from '#app/db/transaction.server.ts'

/** A parcel that left. `id` names it for good: the fulfiller's own, or one of ours. */
export type Parcel = { id: string; carrier: string; number: string; url: string; at: Date }

/** Keeps a parcel of an order, once per id; a number that was still missing is filled in when it is told later. Answers false when it was known. */
export async function addShipment(scope: Scope, orderId: number, parcel: Parcel): Promise<boolean> {
  const rows = await scope.sql<{ fresh: boolean }>(
    `INSERT INTO shipment (program_id, order_id, parcel, carrier, number, url, shipped_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (program_id, order_id, parcel) DO UPDATE SET carrier = EXCLUDED.carrier, number = EXCLUDED.number, url = EXCLUDED.url
       WHERE shipment.number = '' AND EXCLUDED.number <> ''
     RETURNING (xmax = 0) AS fresh`,
    [scope.program, orderId, parcel.id, parcel.carrier, parcel.number, parcel.url, parcel.at],
  )
  return rows[0]?.fresh ?? false
}
