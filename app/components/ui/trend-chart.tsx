import { lazy, Suspense } from 'react'

import { Disclosure } from './disclosure.tsx'
import { Table } from './table.tsx'

const TrendPlot = lazy(() => import('./trend-plot.tsx'))

export type TrendPoint = { label: string; value: number }

/** Values over time as bars or a line, with the same numbers as a table; without script the table is what remains. */
export function TrendChart({
  title,
  points,
  kind = 'bar',
  unit,
  locale = 'en',
}: {
  title: string
  points: readonly TrendPoint[]
  kind?: 'bar' | 'line'
  unit: string
  locale?: string
}) {
  return (
    <figure className="min-w-0">
      <figcaption className="mb-3 text-sm font-semibold">{title}</figcaption>
      <div aria-hidden className="h-44 overflow-hidden [@media(scripting:none)]:hidden">
        <Suspense fallback={null}>
          <TrendPlot points={points} kind={kind} unit={unit} locale={locale} />
        </Suspense>
      </div>
      <Disclosure summary="Show as a table">
        <Table
          dense
          caption={title}
          rows={points}
          rowKey={(point) => point.label}
          columns={[
            { key: 'label', title: 'When', cell: (point) => point.label },
            { key: 'value', title: unit, numeric: true, cell: (point) => point.value.toLocaleString(locale) },
          ]}
        />
      </Disclosure>
    </figure>
  )
}
