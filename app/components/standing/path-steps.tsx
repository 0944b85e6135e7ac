import { Check, Lock } from 'lucide-react'

import { joinClasses } from '#app/components/ui/join-classes.ts'

import { Conditions, type ConditionView } from './level-ladder.tsx'

export type StepView = {
  rank: number
  title: string
  story: string
  perks: readonly string[]
  state: 'reached' | 'open' | 'locked'
  conditions: readonly ConditionView[]
}

const marks = { reached: 'bg-leaf text-on-leaf', open: 'border-2 border-gold bg-gold-soft text-gold', locked: 'border bg-sunk text-muted' }
const words = { reached: 'Reached', open: 'You are here', locked: 'Opens after the stage before' }

/** The stages of a path, one under the other: where the member stands, and what the open stage asks for. */
export function PathSteps({ steps, locale }: { steps: readonly StepView[]; locale: string }) {
  return (
    <ol>
      {steps.map((step, index) => (
        <li key={step.rank} aria-current={step.state === 'open' ? 'step' : undefined} className="grid grid-cols-[auto_1fr] gap-x-5">
          <div className="flex flex-col items-center">
            <span className={joinClasses('grid size-11 place-items-center rounded-full font-extrabold tabular-nums', marks[step.state])}>
              {step.state === 'reached' ? (
                <Check aria-hidden className="size-5" strokeWidth={3} />
              ) : step.state === 'locked' ? (
                <Lock aria-hidden className="size-4" />
              ) : (
                step.rank
              )}
            </span>
            {index < steps.length - 1 && <span aria-hidden className={joinClasses('w-1 flex-1', step.state === 'reached' ? 'bg-leaf' : 'bg-line')} />}
          </div>
          <div className={joinClasses('min-w-0 pb-9', step.state === 'locked' && 'text-muted')}>
            <h2 className="pt-2 text-lg leading-7 font-bold tracking-tight">{step.title}</h2>
            <p
              className={joinClasses(
                'text-sm font-medium',
                step.state === 'open' ? 'text-gold' : step.state === 'reached' ? 'text-leaf' : 'text-muted',
              )}
            >
              {words[step.state]}
            </p>
            {step.story && <p className="mt-1 max-w-prose">{step.story}</p>}
            {step.state !== 'reached' && (
              <div className="mt-3">
                <Conditions conditions={step.conditions} locale={locale} />
              </div>
            )}
            {step.perks.length > 0 && <p className="mt-3 text-sm text-muted">Opens: {step.perks.join(', ')}</p>}
          </div>
        </li>
      ))}
    </ol>
  )
}
