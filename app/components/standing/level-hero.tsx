import type { ReactNode } from 'react'

import { formatPoints } from '#app/components/ui/points.tsx'

import { LaurelRing } from './laurel-ring.tsx'
import { LevelEmblem } from './level-emblem.tsx'

export type Standing = {
  level: { title: string; rank: number } | null
  /** The next level, or null at the top. `from` and `at` are the lifetime points where this level began and the next begins. */
  next: { title: string; from: number; at: number } | null
  lifetime: number
}

type Props = {
  greeting: string
  standing: Standing
  /** Spendable points. */
  balance: number
  pointsName: string
  locale?: string
  /** The one best next deed in a sentence. */
  lead?: ReactNode
  /** The button that begins it. */
  action?: ReactNode
}

/** The first thing a member sees: the ring, the exact remainder to the next level, what there is to spend, and one next deed. */
export function LevelHero({ greeting, standing, balance, pointsName, locale = 'en', lead, action }: Props) {
  const { level, next, lifetime } = standing
  const left = next ? Math.max(next.at - lifetime, 0) : 0
  const label = next
    ? `${formatPoints(lifetime, locale)} of ${formatPoints(next.at, locale)} ${pointsName} to ${next.title}`
    : `${formatPoints(lifetime, locale)} ${pointsName}, the highest level`
  return (
    <section
      aria-label="Your standing"
      className="flex flex-col items-center gap-x-14 gap-y-6 rounded-lg bg-grove px-6 py-9 text-on-grove sm:flex-row sm:px-12 sm:py-10"
    >
      <LaurelRing ground="grove" value={next ? lifetime - next.from : 1} max={next ? next.at - next.from : 1} label={label} className="w-56 sm:w-68">
        <LevelEmblem rank={level?.rank ?? 1} />
        <span className="mt-2 leading-5 font-bold">{level?.title ?? 'On the way'}</span>
      </LaurelRing>
      <div className="min-w-0 max-sm:text-center">
        <p className="text-grove-muted">{greeting}</p>
        <h1 className="mt-1.5 text-2xl font-extrabold tracking-tight">
          {next ? (
            <>
              <span className="text-shine tabular-nums">{formatPoints(left, locale)}</span> to {next.title}
            </>
          ) : (
            `You are ${level?.title ?? 'at the top'}`
          )}
        </h1>
        {lead && <p className="mt-3 text-lg text-grove-muted">{lead}</p>}
        <div className="mt-7 flex flex-wrap items-center gap-x-8 gap-y-4 max-sm:justify-center">
          {action}
          <p>
            <span className="text-lg font-bold tabular-nums">{formatPoints(balance, locale)}</span>{' '}
            <span className="text-grove-muted">{pointsName} to spend</span>
          </p>
        </div>
      </div>
    </section>
  )
}
