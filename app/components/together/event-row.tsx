import { Link } from '@remix-run/react'
import { MapPin } from 'lucide-react'
import { DateTime } from 'luxon'

import { joinClasses } from '#app/components/ui/join-classes.ts'
import { Pill } from '#app/components/ui/pill.tsx'

import { When } from './when.tsx'

export type EventLine = {
  slug: string
  title: string
  summary: string
  place: string
  points: number
  zone: string
  startsAt: string
  over: boolean
  open: boolean
  there: boolean
}

/** An event in the list, with its day as a leaf of a calendar. */
export function EventRow({ event, locale, pointsName }: { event: EventLine; locale: string; pointsName: string }) {
  return (
    <li className="card grid grid-cols-[auto_1fr] items-start gap-x-5 gap-y-2 p-5">
      <DayLeaf iso={event.startsAt} zone={event.zone} locale={locale} quiet={event.over} />
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h2 className="text-lg font-bold tracking-tight">
            <Link to={`/events/${event.slug}`} className="hover:text-leaf hover:underline">
              {event.title}
            </Link>
          </h2>
          {event.there ? <Pill tone="good">You were here</Pill> : event.open && <Pill tone="gold">Check-in is open</Pill>}
        </div>
        {event.summary && <p className="text-muted">{event.summary}</p>}
        <p className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-muted">
          <When iso={event.startsAt} zone={event.zone} locale={locale} />
          {event.place && (
            <span className="inline-flex items-center gap-1">
              <MapPin aria-hidden className="size-4" />
              {event.place}
            </span>
          )}
          {event.points > 0 && (
            <span className="font-semibold text-gold tabular-nums">
              {event.points.toLocaleString(locale)} {pointsName}
            </span>
          )}
        </p>
      </div>
    </li>
  )
}

/** A day as a leaf of a calendar; the words beside it say it in full. */
export function DayLeaf({ iso, zone, locale, quiet }: { iso: string; zone: string; locale: string; quiet?: boolean }) {
  const at = DateTime.fromISO(iso, { zone }).setLocale(locale)
  return (
    <span aria-hidden className="w-14 overflow-hidden rounded-md border text-center" suppressHydrationWarning>
      <span className={joinClasses('block py-0.5 text-sm font-semibold uppercase', quiet ? 'bg-sunk text-muted' : 'bg-leaf text-on-leaf')}>
        {at.toFormat('LLL')}
      </span>
      <span className="block bg-card py-1 text-xl font-extrabold tabular-nums">{at.day}</span>
    </span>
  )
}
