import { Link } from '@remix-run/react'

import { Stat } from '#app/components/ui/stat.tsx'

export type Figure = { key: string; label: string; now: number; before: number; to: string | null; share?: boolean }

function percentOf(now: number, before: number): number | null {
  return before === 0 ? null : ((now - before) / before) * 100
}

/** The week in seven figures, each beside the same days of the week before, leading to its list. */
export function WeekFigures({ figures, locale }: { figures: readonly Figure[]; locale: string }) {
  return (
    <div className="grid grid-cols-2 gap-x-5 gap-y-6 sm:grid-cols-4 xl:grid-cols-7">
      {figures.map((figure) => (
        <div
          key={figure.key}
          className="relative rounded-md has-[a:focus-visible]:outline-3 has-[a:focus-visible]:outline-leaf has-[a:hover]:text-leaf"
        >
          <dl>
            <Stat
              label={figure.label}
              value={figure.share ? `${Math.round(figure.now * 100)} %` : figure.now}
              trend={{ percent: percentOf(figure.now, figure.before), since: figure.before === 0 ? 'last week' : 'on last week' }}
              locale={locale}
            />
          </dl>
          {figure.to && <Link to={figure.to} className="absolute inset-0 outline-none" aria-label={`${figure.label}: open the list`} />}
        </div>
      ))}
    </div>
  )
}
