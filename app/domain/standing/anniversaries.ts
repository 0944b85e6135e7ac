import { DateTime } from 'luxon'

/** The instant at which a member has been here for so many years: the start of that day in their zone. 29 February falls on the 28th in other years. */
export function anniversaryOf(joinedAt: Date, years: number, zone: string): Date {
  return DateTime.fromJSDate(joinedAt, { zone }).startOf('day').plus({ years }).toJSDate()
}

/** How many whole years a member has been here. */
export function yearsHere(joinedAt: Date, at: Date, zone: string): number {
  let years = Math.max(0, DateTime.fromJSDate(at, { zone }).year - DateTime.fromJSDate(joinedAt, { zone }).year)
  while (years > 0 && anniversaryOf(joinedAt, years, zone) > at) years -= 1
  return years
}

/** The year of a membership that ends in a calendar year: from one anniversary to the next. Null before the first one began. */
export function memberYear(joinedAt: Date, year: number, zone: string): { from: Date; until: Date; number: number } | null {
  const number = year - DateTime.fromJSDate(joinedAt, { zone }).year
  if (!Number.isInteger(year) || number < 1 || number > 200) return null
  return { from: anniversaryOf(joinedAt, number - 1, zone), until: anniversaryOf(joinedAt, number, zone), number }
}

/** The calendar year in which the membership's present year ends. */
export function presentRecap(joinedAt: Date, at: Date, zone: string): number {
  return DateTime.fromJSDate(joinedAt, { zone }).year + yearsHere(joinedAt, at, zone) + 1
}
