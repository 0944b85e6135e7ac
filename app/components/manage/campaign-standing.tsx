import { Pill } from '#app/components/ui/pill.tsx'
import { formatPoints } from '#app/components/ui/points.tsx'
import { type CampaignState, campaignStates } from '#app/domain/campaigns/campaigns.ts'

import type { Reader } from './reader.ts'

const tones = { draft: 'waiting', running: 'good', paused: 'waiting', ended: 'quiet' } as const

/** The state of a campaign; a running one whose start is still to come says so. */
export function CampaignPill({ state, showing }: { state: CampaignState; showing: boolean }) {
  if (state === 'running' && !showing) return <Pill tone="waiting">Starts by itself</Pill>
  return <Pill tone={tones[state]}>{campaignStates[state]}</Pill>
}

/** How much of a budget is spent, as a bar and in numbers. */
export function BudgetBar({ budget, spent, reader }: { budget: number | null; spent: number; reader: Reader }) {
  const amount = (points: number): string => formatPoints(points, reader.locale)
  if (budget === null)
    return (
      <p className="text-sm text-muted">
        <strong className="text-ink tabular-nums">{amount(spent)}</strong> {reader.pointsName} paid, no bound
      </p>
    )
  const part = Math.min(100, (spent / budget) * 100)
  return (
    <div className="text-sm">
      <p>
        <strong className="tabular-nums">{amount(spent)}</strong> of <span className="tabular-nums">{amount(budget)}</span> {reader.pointsName} spent
      </p>
      <span aria-hidden className="mt-1.5 block h-2 overflow-hidden rounded-full bg-line">
        <span className={`block h-full rounded-full ${part >= 90 ? 'bg-danger' : 'bg-leaf'}`} style={{ width: `${part}%` }} />
      </span>
      <p className="mt-1 text-muted">{spent >= budget ? 'Used up: nobody new can begin' : `${amount(budget - spent)} left`}</p>
    </div>
  )
}
