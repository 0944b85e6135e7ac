import type { Adapter, Ask } from '#app/contract/adapter.ts'
import { completeDelivery } from '#app/flows/complete-delivery.server.ts'

/** Learns the rest of what came in incomplete, one delivery after the other. Answers how many it looked at. */
export async function completeDeliveries(program: number, adapterById: (id: string) => Adapter | undefined, fetch: Ask['fetch']): Promise<number> {
  let looked = 0
  while (looked < 50 && (await completeDelivery({ program, adapterById, fetch, now: new Date() }))) looked += 1
  return looked
}
