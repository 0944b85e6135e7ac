import { DateTime } from 'luxon'

export type Period = 'all' | 'day' | 'week' | 'month'

/** The first day (ISO date) of the period that contains the instant, in the stated zone. Weeks begin on Monday; `all` begins at the epoch. */
export function periodStart(period: Period, at: Date, timeZone: string): string {
  if (period === 'all') return '1970-01-01'
  const key = `${period}/${timeZone}/${Math.floor(at.getTime() / quarterHour)}`
  let start = starts.get(key)
  if (start === undefined) {
    start = DateTime.fromJSDate(at, { zone: timeZone }).startOf(period).toISODate() ?? '1970-01-01'
    if (starts.size >= 20_000) starts.clear()
    starts.set(key, start)
  }
  return start
}

// Every zone's offset is a whole number of quarter hours, and changes on one: so all moments of a quarter hour lie in the same day.
const quarterHour = 900_000
const starts = new Map<string, string>()

/** The instants between which a period lies, from its first day in the stated zone: [from, until). */
export function periodBounds(period: Exclude<Period, 'all'>, startsOn: string, timeZone: string): { from: Date; until: Date } {
  const start = DateTime.fromISO(startsOn, { zone: timeZone }).startOf('day')
  return { from: start.toJSDate(), until: start.plus({ [`${period}s`]: 1 }).toJSDate() }
}

/** True for a zone name of the IANA time zone database that this machine knows. */
export function isTimeZone(name: string): boolean {
  return DateTime.local({ zone: name }).isValid
}

/** The day (ISO date) after the end of the month that lies `months` months after the month of an instant, in the stated zone. */
export function firstOfMonthAfter(at: Date, months: number, timeZone: string): string {
  return (
    DateTime.fromJSDate(at, { zone: timeZone })
      .startOf('month')
      .plus({ months: months + 1 })
      .toISODate() ?? ''
  )
}

/** A day (ISO date) as letters say it: 1 April 2027. */
export function dayInWords(day: string): string {
  return DateTime.fromISO(day, { zone: 'UTC' }).setLocale('en-GB').toLocaleString(DateTime.DATE_FULL)
}
