import { DateTime } from 'luxon'

import { Disclosure } from './disclosure.tsx'
import { Table } from './table.tsx'

/** One day of the year: `counts` maps a series id to its number; days without any may be left out. */
export type YearDay = { date: string; counts: Readonly<Record<string, number>> }
export type Series = { id: string; title: string }

type Props = { days: readonly YearDay[]; series: readonly Series[]; until: string; locale?: string; noun?: readonly [string, string] }

const step = 13
const weeks = 53
const fills = ['fill-channel-1', 'fill-channel-2', 'fill-channel-3', 'fill-channel-4', 'fill-channel-5', 'fill-channel-6']
const grounds = ['bg-channel-1', 'bg-channel-2', 'bg-channel-3', 'bg-channel-4', 'bg-channel-5', 'bg-channel-6']

function totalOf(day: YearDay | undefined): number {
  return day ? Object.values(day.counts).reduce((sum, count) => sum + count, 0) : 0
}

function cellsOf({ days, series, until, locale = 'en' }: Props) {
  const byDate = new Map(days.map((day) => [day.date, day]))
  const last = DateTime.fromISO(until, { zone: 'utc' }).setLocale(locale)
  const start = last.startOf('week').minus({ weeks: weeks - 1 })
  const top = Math.max(...days.map(totalOf), 1)
  return Array.from({ length: Math.round(last.diff(start, 'days').days) + 1 }, (_, index) => {
    const date = start.plus({ days: index })
    const day = byDate.get(date.toISODate() ?? '')
    const total = totalOf(day)
    const lead = series.findIndex((one) => day && one.id === Object.entries(day.counts).sort((a, b) => b[1] - a[1])[0]?.[0])
    return { date, total, lead: Math.max(lead, 0), week: Math.floor(index / 7), weekday: index % 7, strength: Math.ceil((total / top) * 3) }
  })
}

/** A year of contributions, one square a day, colored by the channel that led the day; the same in numbers as a table below. */
export function YearGrid(props: Props) {
  const { series, days, noun = ['contribution', 'contributions'], locale = 'en' } = props
  const cells = cellsOf(props)
  const total = cells.reduce((sum, cell) => sum + cell.total, 0)
  const words = `${total.toLocaleString(locale)} ${noun[total === 1 ? 0 : 1]} in the last year`
  const months = cells.filter((cell) => cell.weekday === 0 && cell.date.day <= 7)
  return (
    <figure>
      <div className="overflow-hidden">
        <svg
          role="img"
          aria-label={words}
          viewBox={`0 0 ${weeks * step} ${7 * step + 18}`}
          className="block w-full max-sm:-ml-[100%] max-sm:w-[200%] max-sm:max-w-none"
        >
          {months.map((cell) => (
            <text key={cell.week} x={cell.week * step} y={10} className="fill-muted text-[10px]">
              {cell.date.toFormat('LLL')}
            </text>
          ))}
          {cells.map((cell) => (
            <rect
              key={`${cell.week}-${cell.weekday}`}
              x={cell.week * step}
              y={cell.weekday * step + 18}
              width={step - 2.5}
              height={step - 2.5}
              rx={3}
              className={cell.total ? fills[cell.lead % fills.length] : 'fill-line'}
              fillOpacity={cell.total ? [1, 0.5, 0.75, 1][cell.strength] : 0.6}
            >
              {cell.total > 0 && <title>{`${cell.total} on ${cell.date.toLocaleString(DateTime.DATE_MED)}`}</title>}
            </rect>
          ))}
        </svg>
      </div>
      <figcaption className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-muted">
        <span className="font-semibold text-ink">{words}</span>
        {series.map((one, index) => (
          <span key={one.id} className="flex items-center gap-1.5">
            <span aria-hidden className={`size-2.5 rounded-[3px] ${grounds[index % grounds.length]}`} />
            {one.title}
          </span>
        ))}
      </figcaption>
      <Disclosure summary="Show as a table">
        <MonthTable days={days} series={series} locale={locale} caption={words} />
      </Disclosure>
    </figure>
  )
}

function MonthTable({ days, series, locale, caption }: { days: readonly YearDay[]; series: readonly Series[]; locale: string; caption: string }) {
  const months = [...new Set(days.map((day) => day.date.slice(0, 7)))].sort().reverse()
  const sum = (month: string, id: string) => days.filter((day) => day.date.startsWith(month)).reduce((all, day) => all + (day.counts[id] ?? 0), 0)
  return (
    <Table
      dense
      caption={caption}
      rows={months}
      rowKey={(month) => month}
      columns={[
        { key: 'month', title: 'Month', cell: (month) => DateTime.fromISO(`${month}-01`).setLocale(locale).toFormat('LLLL yyyy') },
        ...series.map((one) => ({
          key: one.id,
          title: one.title,
          numeric: true,
          cell: (month: string) => sum(month, one.id).toLocaleString(locale),
        })),
      ]}
    />
  )
}
