import type { RewardKind } from './rewards.ts'

export const orderStates = ['requested', 'held', 'approved', 'in_fulfillment', 'shipped', 'delivered', 'rejected', 'cancelled', 'returned'] as const
export type OrderState = (typeof orderStates)[number]

/** Where an order may go from where. The one table; the database holds the same in its trigger. */
export const allowedMoves: Readonly<Record<OrderState, readonly OrderState[]>> = {
  requested: ['held', 'approved', 'rejected', 'cancelled'],
  held: ['approved', 'rejected', 'cancelled'],
  approved: ['in_fulfillment', 'cancelled'],
  in_fulfillment: ['shipped', 'delivered', 'cancelled'],
  shipped: ['delivered', 'returned'],
  delivered: ['returned'],
  rejected: [],
  cancelled: [],
  returned: [],
}

/** The states in which an order waits for a person's yes. */
export const waitingStates: readonly OrderState[] = ['requested', 'held']

/** The states in which points and unit lie aside. */
export const openStates: readonly OrderState[] = ['requested', 'held', 'approved', 'in_fulfillment']

/** The states after which points and unit are back. */
export const undoneStates: readonly OrderState[] = ['rejected', 'cancelled', 'returned']

export const stateTitles: Readonly<Record<OrderState, string>> = {
  requested: 'Requested',
  held: 'Waiting for a person',
  approved: 'Approved',
  in_fulfillment: 'Being packed',
  shipped: 'On its way',
  delivered: 'Delivered',
  rejected: 'Declined',
  cancelled: 'Cancelled',
  returned: 'Returned',
}

/** What a move does to points and unit: nothing, they leave for good, or they come back. */
export type Effect = 'none' | 'spend' | 'release' | 'refund'

/** The effect of a move that is allowed. */
export function effectOfMove(from: OrderState, to: OrderState): Effect {
  if (to === 'rejected' || to === 'cancelled') return 'release'
  if (to === 'returned') return 'refund'
  if (openStates.includes(from) && (to === 'shipped' || to === 'delivered')) return 'spend'
  return 'none'
}

export const waitReasons = ['by_hand', 'untrusted', 'high_value', 'yearly_value', 'shared_address', 'burst'] as const
export type WaitReason = (typeof waitReasons)[number]

/** Why a person has to look, in words for staff. */
export const waitTitles: Readonly<Record<WaitReason, string>> = {
  by_hand: 'Every order of this reward is looked at',
  untrusted: 'New here, or no order delivered yet',
  high_value: 'High value: two people say yes',
  yearly_value: 'Passes the yearly value for one person',
  shared_address: 'Another member used the same address',
  burst: 'Many orders within a day',
}

/** The same for the member: true, and without accusing anybody. */
export const waitWords: Readonly<Record<WaitReason, string>> = {
  by_hand: 'Somebody on the team looks at every order of this reward.',
  untrusted: 'The first order of a newer member is looked at by a person.',
  high_value: 'Two people on the team approve rewards of this value.',
  yearly_value: 'It passes the yearly value for one person, so the team has to decide.',
  shared_address: 'A person checks the address.',
  burst: 'You ordered several things in a day, so a person has a look.',
}

/** Who has the order been approved by, and what is still missing. `orderer` and `by` are persons. */
export type Approval = { needsOne: boolean; needsTwo: boolean; approvedBy: number | null; secondBy: number | null }

/** Where a yes leads: to the order's approval, to the first of two, or to a refusal. Nobody approves for himself, nobody twice. */
export function approve(order: Approval & { memberId: number }, by: number): 'own_order' | 'same_person' | 'first' | 'second' | 'only' {
  if (by === order.memberId) return 'own_order'
  if (!order.needsTwo) return 'only'
  if (order.approvedBy === null) return 'first'
  return order.approvedBy === by ? 'same_person' : 'second'
}

/** An order to write. Prices in points, money in cents. */
export type NewOrder = {
  id: number
  key: string
  memberId: number
  rewardId: number
  variantId: number
  kind: RewardKind
  title: string
  choice: string
  price: number
  cost: number
  taxValue: number
  state: 'requested' | 'held'
  waits: WaitReason[]
  needsTwo: boolean
  parts: { holder: number; amount: number }[]
  activityId: number
  country: string | null
  publicThanks: boolean
  note: string
  holdUntil: Date
}
