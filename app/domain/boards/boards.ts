import { type Period, periodStart } from '#app/foundation/calendar.ts'

export const periods = { week: 'This week', day: 'Today', month: 'This month', all: 'All time' } as const satisfies Record<Period, string>

/** Reads a period from an address; anything unknown is the week. */
export function periodFrom(text: string | null): Period {
  return text !== null && Object.hasOwn(periods, text) ? (text as Period) : 'week'
}

/** A change of a member's points on the boards: by how much, and when the deed was done. */
export type ScoreChange = { memberId: number; points: number; at: Date }

export type ScoreRow = { period: Period; startsOn: string; memberId: number; points: number; reachedAt: Date }

/** Spreads changes over the periods they fall in (in the program's zone), summed per member and period. */
export function scoreRows(changes: readonly ScoreChange[], timeZone: string): ScoreRow[] {
  const rows = new Map<string, ScoreRow>()
  for (const { memberId, points, at } of changes) {
    for (const period of Object.keys(periods) as Period[]) {
      const startsOn = periodStart(period, at, timeZone)
      const key = `${period}/${startsOn}/${memberId}`
      const row = rows.get(key) ?? { period, startsOn, memberId, points: 0, reachedAt: at }
      rows.set(key, { ...row, points: row.points + points, reachedAt: at > row.reachedAt ? at : row.reachedAt })
    }
  }
  return [...rows.values()]
}
