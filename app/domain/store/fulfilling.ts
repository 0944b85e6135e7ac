/**
 * How handing an order to somebody else stands. waiting: to be sent; sending: claimed by a worker; sent: the fulfiller has it; failed: a person must look;
 * done: it arrived; cancelling: the fulfiller is asked to stop; cancelled: nothing more happens here.
 */
export type FulfillmentState = 'waiting' | 'sending' | 'sent' | 'failed' | 'done' | 'cancelling' | 'cancelled'

/** Who hands out without anybody outside: our own hands, and the pools of codes. */
export const ownFulfillers: readonly string[] = ['manual', 'codes']

/** How often handing over is tried before a person must look. */
export const mostHandOvers = 10

/** How long to wait before the next try, in seconds: 30, 60, 120 … up to an hour; longer where the fulfiller asked for it. */
export function handOverDelay(attempts: number, asked = 0): number {
  return Math.max(asked, Math.min(3600, 15 * 2 ** Math.min(attempts, 10)))
}

export const fulfillmentTitles: Readonly<Record<FulfillmentState, string>> = {
  waiting: 'Waits to be sent',
  sending: 'On its way there',
  sent: 'They have it',
  failed: 'A person must look',
  done: 'Arrived',
  cancelling: 'Asked to stop',
  cancelled: 'Stopped',
}
