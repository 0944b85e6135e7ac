import type { ReactNode } from 'react'

import { Pill, type PillTone } from '#app/components/ui/pill.tsx'

import { ProgressBar } from './progress-bar.tsx'
import { When } from './when.tsx'

export type GoalCardView = {
  title: string
  /** What is counted, in words: “merged pull requests”. */
  unit: string
  done: number
  target: number
  endsAt: string
  state: string
  closed: boolean
}

const looks: Record<string, { label: string; tone: PillTone }> = {
  open: { label: 'Under way', tone: 'good' },
  reached: { label: 'Reached', tone: 'gold' },
  met: { label: 'Met', tone: 'gold' },
  missed: { label: 'Missed', tone: 'quiet' },
}

/** A goal with how far it is. What else is to be said or done stands below. */
export function GoalCard({ goal, zone, locale, children }: { goal: GoalCardView; zone: string; locale: string; children?: ReactNode }) {
  const look = looks[goal.state] ?? { label: goal.state, tone: 'quiet' as const }
  return (
    <li className="card flex flex-col gap-3 p-6">
      <div className="flex items-start justify-between gap-3">
        <h3 className="min-w-0 text-lg font-bold tracking-tight">{goal.title}</h3>
        <Pill tone={look.tone}>{look.label}</Pill>
      </div>
      <ProgressBar done={goal.done} target={goal.target} unit={goal.unit} locale={locale} />
      <p className="text-sm text-muted">
        {goal.closed ? 'It ended' : 'Until'} <When iso={goal.endsAt} zone={zone} locale={locale} />
      </p>
      {children}
    </li>
  )
}
