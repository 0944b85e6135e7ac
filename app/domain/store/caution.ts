import type { WaitReason } from './orders.ts'
import type { Reward } from './rewards.ts'

/** What a program settled for its store. Money in cents of `unit`; days whole. */
export type StorePolicy = {
  unit: string
  yearlyLimit: number | null
  holdDays: number
  noticeDays: number
  addressDays: number
  trustDays: number
  trustOrders: number
  burst: number
}

/** What holds for a program that never chose. */
export const firstStorePolicy: StorePolicy = {
  unit: 'EUR',
  yearlyLimit: null,
  holdDays: 14,
  noticeDays: 14,
  addressDays: 30,
  trustDays: 30,
  trustOrders: 1,
  burst: 3,
}

/** What is known about whoever orders, for caution. `trusted`: what staff decided, null when nobody did. */
export type Caution = {
  trusted: boolean | null
  daysHere: number
  delivered: number
  /** Orders of the last day, this one not among them. */
  ordersToday: number
  /** Tax value of this year's orders that were not given back, in cents. */
  yearValue: number
  /** Other people who had something sent to the same address. */
  sharedWith: number
}

/** True for whoever staff trusts, or who has been here long enough and had enough orders delivered. */
export function isTrusted(record: Pick<Caution, 'trusted' | 'daysHere' | 'delivered'>, policy: StorePolicy): boolean {
  return record.trusted ?? (record.daysHere >= policy.trustDays && record.delivered >= policy.trustOrders)
}

/** Why a person has to look at an order before it goes on; empty: nobody has to. */
export function reasonsToWait(reward: Pick<Reward, 'approval' | 'highValue' | 'taxValue'>, record: Caution, policy: StorePolicy): WaitReason[] {
  const reasons: WaitReason[] = []
  if (reward.approval === 'manual') reasons.push('by_hand')
  if (!isTrusted(record, policy)) reasons.push('untrusted')
  if (reward.highValue) reasons.push('high_value')
  if (policy.yearlyLimit !== null && record.yearValue + reward.taxValue > policy.yearlyLimit) reasons.push('yearly_value')
  if (record.sharedWith > 0) reasons.push('shared_address')
  if (record.ordersToday + 1 >= policy.burst) reasons.push('burst')
  return reasons
}
