import { DateTime } from 'luxon'
import { periodStart } from '#app/foundation/calendar.ts'
import type { StreakCard } from './standing.ts'

export const dayLength = 86_400_000

/** The calendar day of an instant in a zone, in days since 1970-01-01. */
export function localDay(at: Date, zone: string): number {
  return Date.parse(`${periodStart('day', at, zone)}T00:00:00Z`) / dayLength
}

/** The week of a day, from Monday on; week 0 began on 1969-12-29. */
function weekOf(day: number): number {
  return Math.floor((day + 3) / 7)
}

/** A day as the unit a streak counts in. */
export function unitOf(streak: Pick<StreakCard, 'unit'>, day: number): number {
  return streak.unit === 'day' ? day : weekOf(day)
}

/** Since when a member lives in which zone, the oldest first. */
export type ZoneSpan = { since: Date; zone: string }

/** The zone a member lived in at an instant: that of the spans, or the present one for whoever never moved. */
export function zoneAt(spans: readonly ZoneSpan[], at: Date, present: string): string {
  if (spans.length === 0) return present
  return (spans.findLast((span) => span.since <= at) ?? spans[0])?.zone ?? present
}

const quiet = 7 * dayLength

/**
 * Days cut short by a move to a zone further east: they break no streak and cost no freeze. One move within seven days, so that nobody lives by moving.
 */
export function excusedDays(spans: readonly ZoneSpan[]): Set<number> {
  const excused = new Set<number>()
  let last = -Infinity
  for (const [index, span] of spans.entries()) {
    const before = spans[index - 1]
    if (!before || span.since.getTime() - last < quiet) continue
    const east = offset(span.since, span.zone) > offset(span.since, before.zone)
    if (!east) continue
    last = span.since.getTime()
    for (let day = localDay(span.since, before.zone); day <= localDay(span.since, span.zone); day += 1) excused.add(day)
  }
  return excused
}

function offset(at: Date, zone: string): number {
  return DateTime.fromJSDate(at, { zone }).offset
}

/** How a streak stands after a unit: units in a row, freezes saved, and units kept since the last freeze was earned. */
export type Run = { unit: number; length: number; freezes: number; kept: number }

type Freezing = Pick<StreakCard, 'freezeEvery' | 'freezesMost'>

/** How many units between two were missed, apart from excused ones. */
function missedBetween(from: number, to: number, excused: ReadonlySet<number>): number {
  let missed = Math.max(0, to - from - 1)
  for (const day of excused) if (day > from && day < to) missed -= 1
  return missed
}

/** One more unit with something done. Missed units are paid with freezes while there are enough; else the streak begins anew. */
export function nextRun(before: Run | null, unit: number, rules: Freezing, excused: ReadonlySet<number>): Run {
  const missed = before ? missedBetween(before.unit, unit, excused) : 0
  const lives = before !== null && missed <= before.freezes
  const kept = lives ? before.kept + 1 : 1
  const freezes = lives ? before.freezes - missed : 0
  const earned = rules.freezeEvery > 0 && kept >= rules.freezeEvery
  return {
    unit,
    length: lives ? before.length + 1 : 1,
    freezes: earned ? Math.min(rules.freezesMost, freezes + 1) : freezes,
    kept: earned ? 0 : kept,
  }
}

/** How a streak stands now: done for this unit, still to do, held by freezes, or over. */
export type StreakNow = { state: 'done' | 'open' | 'frozen' | 'over'; length: number; freezes: number; kept: number }

/** The streak at a unit, from how it stood after the last one with something done. */
export function streakAt(last: Run | null, unit: number, excused: ReadonlySet<number>): StreakNow {
  if (!last) return { state: 'over', length: 0, freezes: 0, kept: 0 }
  if (last.unit >= unit) return { state: 'done', length: last.length, freezes: last.freezes, kept: last.kept }
  const missed = missedBetween(last.unit, unit, excused)
  if (missed > last.freezes) return { state: 'over', length: 0, freezes: 0, kept: 0 }
  return { state: missed > 0 ? 'frozen' : 'open', length: last.length, freezes: last.freezes - missed, kept: last.kept }
}

/** True for lengths that are told to rules: 7, 30, 100, 365, and each further 365. */
export function isMilestone(length: number): boolean {
  return length === 7 || length === 30 || length === 100 || (length > 0 && length % 365 === 0)
}
