import { Time } from '#app/components/ui/time.tsx'
import { type OrderState, stateTitles } from '#app/domain/store/orders.ts'

/** One step of an order: where it got to, who did it, why. `who` is null for the hub itself. */
export type StepView = { from: OrderState | null; to: OrderState; who: string | null; why: string; at: string }

/** The way of an order, the newest step last. */
export function OrderSteps({ steps, reader }: { steps: readonly StepView[]; reader: { zone: string; locale: string; now: string } }) {
  return (
    <ol className="relative ml-2 border-l-2 border-line">
      {steps.map((step, n) => (
        <li key={`${step.to}-${step.at}-${n}`} className="relative pb-6 pl-6 last:pb-0">
          <span
            aria-hidden
            className={`absolute top-1.5 -left-[7px] size-3 rounded-full ${n === steps.length - 1 ? 'bg-leaf' : 'border-2 border-leaf bg-paper'}`}
          />
          <p className="font-semibold">{step.from === step.to ? 'One of two said yes' : stateTitles[step.to]}</p>
          <p className="text-sm text-muted">
            <Time iso={step.at} look="full" {...reader} />
            {step.who && ` · ${step.who}`}
          </p>
          {step.why && step.from !== step.to && <p className="mt-1">{step.why}</p>}
        </li>
      ))}
    </ol>
  )
}
