import { DateTime } from 'luxon'

export type TimeLook = 'relative' | 'date' | 'time' | 'full'

type Props = { iso: string; zone: string; locale?: string; now: string; look?: TimeLook; className?: string }

function words(at: DateTime, now: DateTime, look: TimeLook): string {
  if (look === 'time') return at.toLocaleString(DateTime.TIME_SIMPLE)
  if (look === 'full') return at.toLocaleString({ ...DateTime.DATETIME_MED, timeZoneName: 'short' })
  const sameYear = at.year === now.year
  if (look === 'date') return at.toLocaleString({ day: 'numeric', month: 'long', ...(sameYear ? {} : { year: 'numeric' }) })
  const seconds = Math.abs(now.diff(at).as('seconds'))
  if (seconds < 45) return 'just now'
  if (seconds < 6 * 86_400) return at.toRelative({ base: now, style: 'long' }) ?? ''
  return at.toLocaleString({ day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) })
}

/** An instant in the reader's zone and language; hovering tells the exact time with its zone. `now` comes from the loader, so server and browser agree. */
export function Time({ iso, zone, locale = 'en', now, look = 'relative', className }: Props) {
  const at = DateTime.fromISO(iso, { zone }).setLocale(locale)
  const base = DateTime.fromISO(now, { zone }).setLocale(locale)
  const full = at.toLocaleString({ ...DateTime.DATETIME_FULL_WITH_SECONDS, timeZoneName: 'short' })
  return (
    <time dateTime={iso} title={`${full} (${zone})`} className={className} suppressHydrationWarning>
      {words(at, base, look)}
    </time>
  )
}

/** The calendar day of an instant in a zone, as `2026-11-22`. */
export function dayOf(iso: string, zone: string): string {
  return DateTime.fromISO(iso, { zone }).toISODate() ?? iso.slice(0, 10)
}

/** A day as a heading: Today, Yesterday, or the date. */
export function dayTitle(iso: string, zone: string, now: string, locale = 'en'): string {
  const at = DateTime.fromISO(iso, { zone }).setLocale(locale)
  const today = DateTime.fromISO(now, { zone }).startOf('day')
  const daysAgo = Math.round(today.diff(at.startOf('day'), 'days').days)
  if (daysAgo === 0) return 'Today'
  if (daysAgo === 1) return 'Yesterday'
  return at.toLocaleString({ weekday: 'long', day: 'numeric', month: 'long', ...(at.year === today.year ? {} : { year: 'numeric' }) })
}
