import { Flame, Snowflake } from 'lucide-react'

import { joinClasses } from '#app/components/ui/join-classes.ts'
import type { StreakLine } from '#app/domain/standing/views.ts'

type Shown = Pick<StreakLine, 'now' | 'longest' | 'lately' | 'nextFreezeIn'> & {
  streak: { slug: string; title: string; unit: 'day' | 'week'; freezesMost: number }
}

const units = { day: ['day', 'days'], week: ['week', 'weeks'] } as const

function statusOf({ now, streak }: Shown): string {
  const here = streak.unit === 'day' ? 'today' : 'this week'
  if (now.state === 'done') return `Done for ${here}.`
  if (now.state === 'open') return `Do something ${here} to keep it.`
  if (now.state === 'frozen') return `A freeze held it. Do something ${here} to go on.`
  return `Your next contribution starts a new one.`
}

/** A streak: how long it is, the last days or weeks as marks, and the freezes saved. */
export function StreakStrip({ line, locale }: { line: Shown; locale: string }) {
  const { now, streak, lately, longest, nextFreezeIn } = line
  const [one, many] = units[streak.unit]
  const burning = now.length > 0
  return (
    <div className="min-w-0">
      <div className="flex items-center gap-4">
        <span
          className={joinClasses('grid size-14 shrink-0 place-items-center rounded-full', burning ? 'bg-gold-soft text-gold' : 'bg-sunk text-muted')}
        >
          <Flame aria-hidden className="size-7" strokeWidth={1.9} />
        </span>
        <div className="min-w-0">
          <h3 className="leading-5 font-bold">{streak.title}</h3>
          <p>
            <span className="text-xl font-extrabold tracking-tight tabular-nums">{now.length.toLocaleString(locale)}</span>{' '}
            <span className="text-muted">
              {now.length === 1 ? one : many} in a row
              {longest > now.length && <>, longest {longest.toLocaleString(locale)}</>}
            </span>
          </p>
        </div>
      </div>
      <ol className="mt-4 flex gap-1" aria-label={`The last ${lately.length} ${many}`}>
        {lately.map((done, index) => (
          <li
            key={index}
            className={joinClasses(
              'h-7 flex-1 rounded-sm',
              done ? 'bg-leaf' : 'border bg-sunk',
              index === lately.length - 1 && !done && 'border-dashed border-gold',
            )}
          >
            <span className="sr-only">{done ? 'done' : index === lately.length - 1 ? 'still open' : 'missed'}</span>
          </li>
        ))}
      </ol>
      <p className="mt-3 text-sm text-muted">{statusOf(line)}</p>
      {streak.freezesMost > 0 && (
        <p className="mt-1 flex flex-wrap items-center gap-x-2 text-sm text-muted">
          <span aria-hidden className="flex">
            {Array.from({ length: streak.freezesMost }, (_, index) => (
              <Snowflake key={index} className={joinClasses('size-4', index < now.freezes ? 'text-channel-3' : 'text-line')} />
            ))}
          </span>
          {now.freezes === 1 ? '1 freeze saved' : `${now.freezes} freezes saved`}
          {burning && nextFreezeIn !== null && `, the next in ${nextFreezeIn} ${nextFreezeIn === 1 ? one : many}`}
        </p>
      )}
    </div>
  )
}
