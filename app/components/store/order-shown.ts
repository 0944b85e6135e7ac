import type { ParcelLine } from './parcel-list.tsx'
import type { StepView } from './order-steps.tsx'

type Step = Omit<StepView, 'who' | 'at'> & { byId: number | null; at: Date }
type Parcel = Omit<ParcelLine, 'shippedAt' | 'deliveredAt'> & { shippedAt: Date; deliveredAt: Date | null }

/** The way of an order and its parcels as both its pages show them. `who` names whoever made a step. */
export function wayShown(
  order: { steps: readonly Step[]; parcels: readonly Parcel[] },
  who: (id: number) => string,
): { steps: StepView[]; parcels: ParcelLine[] } {
  return {
    steps: order.steps.map(({ byId, at, ...step }) => ({ ...step, who: byId === null ? null : who(byId), at: at.toISOString() })),
    parcels: order.parcels.map(({ shippedAt, deliveredAt, ...parcel }) => ({
      ...parcel,
      shippedAt: shippedAt.toISOString(),
      deliveredAt: deliveredAt?.toISOString() ?? null,
    })),
  }
}
