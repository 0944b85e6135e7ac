import { Check } from 'lucide-react'
import type { ReactNode } from 'react'

import { joinClasses } from '#app/components/ui/join-classes.ts'
import { formatPoints } from '#app/components/ui/points.tsx'
import { Time } from '#app/components/ui/time.tsx'
import type { Field } from '#app/domain/challenges/types/type.ts'

import type { CardReader } from './challenge-card.tsx'

export type StepView = {
  id: number
  title: string
  task: string
  check: string
  points: number
  state: 'passed' | 'here' | 'ahead'
  at: string | null
}

/** The step where the member stands, with what its form needs. */
export type HereView = {
  stageId: number
  view: 'generic' | 'visit' | 'quiz' | 'survey' | 'event' | 'deed' | 'upload'
  type: string
  html: string
  fields: Field[]
  content: Record<string, unknown>
  work: { state: string; reason: string | null; handedInAt: string | null } | null
  url: string | null
  contains: string
  opened: boolean
  seconds: number
  code: string | null
  eventId: number | null
  deed: { count: number; done: number; whens: string[]; since: string | null } | null
  asksGenerated: 'declare' | 'refused' | null
  generated: boolean | null
  languages: { value: string; label: string }[]
  topics: { value: string; label: string }[]
  last: boolean
  now: string
}

const marks = { passed: 'bg-leaf text-on-leaf', here: 'border-2 border-gold bg-gold-soft text-gold', ahead: 'border bg-sunk text-muted' }

/** The steps of a challenge, one under the other; the form of the present one stands in its place. */
export function ChallengeSteps({ steps, reader, children }: { steps: readonly StepView[]; reader: CardReader; children: ReactNode }) {
  return (
    <ol>
      {steps.map((step, index) => (
        <li
          key={step.id}
          id={step.state === 'here' ? 'here' : undefined}
          aria-current={step.state === 'here' ? 'step' : undefined}
          className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 sm:gap-x-5"
        >
          <div className="flex flex-col items-center">
            <span className={joinClasses('grid size-10 place-items-center rounded-full font-extrabold tabular-nums', marks[step.state])}>
              {step.state === 'passed' ? <Check aria-hidden className="size-5" strokeWidth={3} /> : index + 1}
            </span>
            {index < steps.length - 1 && <span aria-hidden className={joinClasses('w-1 flex-1', step.state === 'passed' ? 'bg-leaf' : 'bg-line')} />}
          </div>
          <div className={joinClasses('min-w-0 pb-9', step.state === 'ahead' && 'text-muted')}>
            <h2 className="pt-1.5 text-lg leading-7 font-bold tracking-tight">
              {step.state === 'passed' && <span className="sr-only">Done: </span>}
              {step.title}
            </h2>
            <p className="text-sm text-muted">
              {step.state === 'passed' && step.at ? (
                <>
                  Done <Time iso={step.at} {...reader} />
                </>
              ) : (
                <>
                  {step.task}. {step.check}.
                </>
              )}
              {step.points > 0 && (
                <strong className="ml-2 font-bold text-gold tabular-nums">
                  {formatPoints(step.points, reader.locale, true)} {reader.pointsName}
                </strong>
              )}
            </p>
            {step.state === 'here' && <div className="mt-5">{children}</div>}
          </div>
        </li>
      ))}
    </ol>
  )
}
