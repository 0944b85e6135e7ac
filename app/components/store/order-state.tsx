import { Pill, type PillTone } from '#app/components/ui/pill.tsx'
import { type OrderState, stateTitles } from '#app/domain/store/orders.ts'

const tones: Record<OrderState, PillTone> = {
  requested: 'waiting',
  held: 'waiting',
  approved: 'good',
  in_fulfillment: 'good',
  shipped: 'good',
  delivered: 'good',
  rejected: 'bad',
  cancelled: 'quiet',
  returned: 'quiet',
}

/** The state of an order as a quiet pill. */
export function OrderStatePill({ state }: { state: OrderState }) {
  return <Pill tone={tones[state]}>{stateTitles[state]}</Pill>
}
