import type { Address } from '#app/contract/fulfiller.ts'
import type { BarrierCode } from './barriers.ts'
import type { NewOrder } from './orders.ts'

/** What somebody wants to buy, under the key of the form. `priceSeen`: what the page said it costs. */
export type Purchase = {
  key: string
  person: number
  rewardId: number
  variantId: number
  priceSeen: number
  address: Address | null
  publicThanks: boolean
  note: string
}

export type PurchaseRefusal = BarrierCode | 'price_changed' | 'no_address' | 'gone'
export type Decided = { kind: 'accepted'; order: Omit<NewOrder, 'id' | 'activityId'> } | { kind: 'refused'; code: PurchaseRefusal; message: string }
