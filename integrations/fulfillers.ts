import type { Fulfiller } from '#app/contract/fulfiller.ts'
import { printful } from './printful/fulfiller.ts'
import { shopifyOrders } from './shopify/fulfiller.ts'
import { tremendous } from './tremendous/fulfiller.ts'
import { webhookOut } from './webhook-out/fulfiller.ts'

/** Who can hand out rewards beside the hub's own hands (`manual`) and its code pools (`codes`). One line each. */
export const fulfillers: readonly Fulfiller[] = [webhookOut, printful, shopifyOrders, tremendous]

/** One of them by its id. */
export function fulfillerById(id: string): Fulfiller | undefined {
  return fulfillers.find((fulfiller) => fulfiller.id === id)
}
