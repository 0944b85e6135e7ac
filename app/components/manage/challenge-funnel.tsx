import type { Reader } from './reader.ts'

type Step = {
  stageId: number
  title: string
  label: string
  reached: number
  passed: number
  waiting: number
  returned: number
  hours: number | null
}

const took = (hours: number): string =>
  hours < 1 ? `${Math.max(1, Math.round(hours * 60))} minutes` : hours < 48 ? `${Math.round(hours)} hours` : `${Math.round(hours / 24)} days`

/** The steps as bars: how many came, how many passed, where they wait or turn back. */
export function ChallengeFunnel({ steps, reader }: { steps: readonly Step[]; reader: Reader }) {
  const most = Math.max(1, ...steps.map((step) => step.reached))
  const amount = (number: number): string => number.toLocaleString(reader.locale)
  return (
    <ol className="border-t">
      {steps.map((step, index) => (
        <li key={step.stageId} className="grid gap-x-8 gap-y-2 border-b py-4 sm:grid-cols-[1fr_1.2fr]">
          <div className="min-w-0">
            <p className="font-semibold">
              {index + 1}. {step.title}
            </p>
            <p className="text-sm text-muted">{step.label}</p>
          </div>
          <div className="min-w-0">
            <span aria-hidden className="block h-3 rounded-full bg-line">
              <span className="relative block h-full rounded-full bg-leaf/35" style={{ width: `${(step.reached / most) * 100}%` }}>
                <span
                  className="absolute inset-y-0 left-0 rounded-full bg-leaf"
                  style={{ width: step.reached > 0 ? `${(step.passed / step.reached) * 100}%` : '0' }}
                />
              </span>
            </span>
            <p className="mt-1.5 text-sm tabular-nums">
              <strong>{amount(step.passed)}</strong> of {amount(step.reached)} passed
              {step.waiting > 0 && <span className="text-muted">, {amount(step.waiting)} wait for a person</span>}
              {step.returned > 0 && <span className="text-muted">, {amount(step.returned)} were asked to change something</span>}
              {step.hours !== null && <span className="text-muted">, usually {took(step.hours)} after the beginning</span>}
            </p>
          </div>
        </li>
      ))}
    </ol>
  )
}
