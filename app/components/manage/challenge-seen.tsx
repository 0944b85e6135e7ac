import { Check, Lock } from 'lucide-react'

import { joinClasses } from '#app/components/ui/join-classes.ts'
import { Notice } from '#app/components/ui/notice.tsx'
import { formatPoints } from '#app/components/ui/points.tsx'
import { Prose } from '#app/components/ui/prose.tsx'

import type { Reader } from './reader.ts'

/** A challenge as one member would see it. */
export type SeenView = {
  visible: boolean
  /** Why they see nothing, or cannot begin. */
  why: string | null
  draft: boolean
  /** What they must do before. */
  missing: string[]
  title: string
  summary: string
  body: string
  minutes: number
  worth: { min: number; max: number }
  completed: boolean
  steps: { id: number; title: string; label: string; body: string; state: 'done' | 'here' | 'later' }[]
}

/** The page of a challenge through somebody else's eyes, without anything that could be pressed. */
export function ChallengeSeen({ seen, reader }: { seen: SeenView; reader: Reader }) {
  const { min, max } = seen.worth
  const amount = (points: number): string => formatPoints(points, reader.locale)
  return (
    <div className="flex flex-col gap-5">
      {seen.draft && <Notice>It is a draft, so nobody sees it now. This is how it would be once it is published.</Notice>}
      {seen.why && <Notice tone="warning">{seen.why}</Notice>}
      {seen.visible && seen.missing.length > 0 && (
        <Notice tone="warning">They cannot begin yet. They are told to do this before: {seen.missing.join(', ')}.</Notice>
      )}
      {seen.visible && (
        <article aria-label="As they see it" className="card max-w-3xl p-6 sm:p-8">
          <h2 className="text-xl font-extrabold tracking-tight">{seen.title}</h2>
          {seen.summary && <p className="mt-1 text-lg text-muted">{seen.summary}</p>}
          <p className="mt-3 text-sm text-muted">
            <strong className="text-ink tabular-nums">{min === max ? amount(max) : `${amount(min)} to ${amount(max)}`}</strong> {reader.pointsName},
            about {seen.minutes} minutes{seen.completed && ', done'}
          </p>
          <Prose html={seen.body} className="mt-5" />
          <ol className="mt-7 border-t">
            {seen.steps.map((step, index) => (
              <li key={step.id} className={joinClasses('grid grid-cols-[auto_1fr] gap-x-4 border-b py-4', step.state === 'later' && 'text-muted')}>
                <span
                  className={joinClasses(
                    'grid size-8 place-items-center rounded-full text-sm font-bold',
                    step.state === 'done' ? 'bg-leaf text-on-leaf' : step.state === 'here' ? 'bg-gold-soft text-gold' : 'bg-sunk',
                  )}
                >
                  {step.state === 'done' ? (
                    <Check aria-hidden className="size-4" />
                  ) : step.state === 'later' ? (
                    <Lock aria-hidden className="size-3.5" />
                  ) : (
                    index + 1
                  )}
                </span>
                <div className="min-w-0">
                  <h3 className="font-bold">
                    {step.title}
                    <span className="sr-only">{{ done: ', done', here: ', they stand here', later: ', opens later' }[step.state]}</span>
                  </h3>
                  <p className="text-sm text-muted">{step.label}</p>
                  {step.state !== 'later' && <Prose html={step.body} className="mt-2" />}
                </div>
              </li>
            ))}
          </ol>
        </article>
      )}
    </div>
  )
}
