import { DateTime } from 'luxon'

/** An instant as a wall clock shows it in a stated zone, with the zone: what is announced for a place, not for the reader. */
export function When({ iso, zone, locale }: { iso: string; zone: string; locale: string }) {
  const at = DateTime.fromISO(iso, { zone }).setLocale(locale)
  return (
    <time dateTime={iso} title={`${at.toLocaleString(DateTime.DATETIME_FULL_WITH_SECONDS)} (${zone})`} suppressHydrationWarning>
      {at.toLocaleString({ weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' })}
    </time>
  )
}
