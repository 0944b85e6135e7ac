import { Bar, BarChart, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'

import type { TrendPoint } from './trend-chart.tsx'

type Props = { points: readonly TrendPoint[]; kind: 'bar' | 'line'; unit: string; locale: string }

/** The drawn half of a trend chart; loaded only on pages that show one. */
export default function TrendPlot({ points, kind, unit, locale }: Props) {
  const Chart = kind === 'bar' ? BarChart : LineChart
  const ticks = { fill: 'var(--color-muted)', fontSize: 14 }
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 480, height: 176 }}>
      <Chart data={[...points]} accessibilityLayer={false} margin={{ top: 8, right: 4, bottom: 0, left: 0 }}>
        <XAxis dataKey="label" tickLine={false} axisLine={{ stroke: 'var(--color-line)' }} tick={ticks} minTickGap={24} />
        <YAxis
          tickLine={false}
          axisLine={false}
          tick={ticks}
          width={64}
          allowDecimals={false}
          tickFormatter={(value: number) => value.toLocaleString(locale)}
        />
        <Tooltip
          cursor={{ fill: 'var(--color-leaf-soft)', stroke: 'var(--color-line)' }}
          contentStyle={{ background: 'var(--color-card)', border: '1px solid var(--color-line)', borderRadius: 10, color: 'var(--color-ink)' }}
          formatter={(value) => [Number(value).toLocaleString(locale), unit]}
        />
        {kind === 'bar' ? (
          <Bar dataKey="value" name={unit} fill="var(--color-leaf)" radius={[5, 5, 0, 0]} maxBarSize={28} isAnimationActive={false} />
        ) : (
          <Line dataKey="value" name={unit} stroke="var(--color-leaf)" strokeWidth={2.5} dot={false} isAnimationActive={false} />
        )}
      </Chart>
    </ResponsiveContainer>
  )
}
