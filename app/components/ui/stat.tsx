import { ArrowDownRight, ArrowRight, ArrowUpRight } from 'lucide-react'
import type { ReactNode } from 'react'

import { joinClasses } from './join-classes.ts'

/** The change of a figure: `percent` may be null when there is nothing to compare with. `good` says which way is welcome. */
export type Trend = { percent: number | null; since: string; good?: 'up' | 'down' | 'neither' }

/** One figure with its label, how it moved, and a line of its recent values. */
export function Stat({
  label,
  value,
  unit,
  trend,
  recent,
  locale = 'en',
}: {
  label: string
  value: number | string
  unit?: string
  trend?: Trend
  recent?: readonly number[]
  locale?: string
}) {
  return (
    <div className="min-w-0">
      <dt className="text-sm text-muted first-letter:uppercase">{label}</dt>
      <dd>
        <span className="text-xl font-bold tracking-tight tabular-nums">
          {typeof value === 'number' ? value.toLocaleString(locale) : value}
          {unit && <span className="ml-1 text-sm font-medium text-muted">{unit}</span>}
        </span>
        {recent && recent.length > 1 && <Sparkline values={recent} />}
        {trend && <TrendLine {...trend} locale={locale} />}
      </dd>
    </div>
  )
}

/** Several figures side by side. */
export function Stats({ children }: { children: ReactNode }) {
  return <dl className="grid grid-cols-2 gap-x-6 gap-y-7 sm:grid-cols-[repeat(auto-fit,minmax(140px,1fr))]">{children}</dl>
}

function TrendLine({ percent, since, good = 'up', locale }: Trend & { locale: string }) {
  if (percent === null) return <p className="text-sm text-muted">No figure {since} to compare</p>
  const Arrow = percent > 0 ? ArrowUpRight : percent < 0 ? ArrowDownRight : ArrowRight
  const welcome = percent === 0 || good === 'neither' ? null : percent > 0 === (good === 'up')
  return (
    <p className={joinClasses('flex items-center gap-1 text-sm', welcome === null ? 'text-muted' : welcome ? 'text-leaf' : 'text-danger')}>
      <Arrow aria-hidden className="size-4 shrink-0" />
      <span className="font-semibold tabular-nums">
        {percent > 0 ? '+' : percent < 0 ? '−' : ''}
        {Math.abs(percent).toLocaleString(locale, { maximumFractionDigits: 1 })}%
      </span>
      <span className="truncate text-muted">{since}</span>
    </p>
  )
}

function Sparkline({ values }: { values: readonly number[] }) {
  const top = Math.max(...values, 1)
  const points = values.map((value, index) => `${((index / (values.length - 1)) * 100).toFixed(1)},${(22 - (value / top) * 20).toFixed(1)}`)
  return (
    <svg viewBox="0 0 100 24" preserveAspectRatio="none" aria-hidden className="my-1 block h-6 w-full max-w-36 overflow-visible">
      <polyline points={points.join(' ')} fill="none" stroke="var(--color-leaf)" strokeWidth="2" vectorEffect="non-scaling-stroke" />
    </svg>
  )
}
