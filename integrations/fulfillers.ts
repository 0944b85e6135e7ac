import type { Fulfiller } from '#app/contract/fulfiller.ts'

/** Who can hand out rewards beside the hub's own hands (`manual`) and its code pools (`codes`). One line each. */
export const fulfillers: readonly Fulfiller[] = []
