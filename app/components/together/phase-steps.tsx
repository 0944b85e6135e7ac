import { joinClasses } from '#app/components/ui/join-classes.ts'

import { When } from './when.tsx'

export type PhaseStep = { label: string; from: string; until?: string; state: 'past' | 'now' | 'ahead' }

const dots = { past: 'bg-leaf border-leaf', now: 'bg-shine border-shine ring-4 ring-gold-soft', ahead: 'bg-card border-edge' }

/** What comes when, on a line: the part that runs now stands out. */
export function PhaseSteps({ steps, zone, locale }: { steps: readonly PhaseStep[]; zone: string; locale: string }) {
  return (
    <ol className="grid gap-x-4 gap-y-5 sm:auto-cols-fr sm:grid-flow-col">
      {steps.map((step) => (
        <li key={step.label} aria-current={step.state === 'now' ? 'step' : undefined} className="grid grid-cols-[auto_1fr] gap-x-3 sm:block">
          <span className="flex items-center gap-2 pt-1 sm:pt-0" aria-hidden>
            <span className={joinClasses('size-3.5 shrink-0 rounded-full border-2', dots[step.state])} />
            <span className={joinClasses('hidden h-0.5 flex-1 rounded-full sm:block', step.state === 'past' ? 'bg-leaf' : 'bg-line')} />
          </span>
          <span className="block sm:mt-3">
            <span className={joinClasses('block font-bold', step.state === 'ahead' && 'text-muted')}>
              {step.label}
              {step.state === 'now' && <span className="ml-2 text-sm font-semibold text-gold">now</span>}
            </span>
            <span className="block text-sm text-muted">
              <When iso={step.from} zone={zone} locale={locale} />
              {step.until && (
                <>
                  {' '}
                  to <When iso={step.until} zone={zone} locale={locale} />
                </>
              )}
            </span>
          </span>
        </li>
      ))}
    </ol>
  )
}
