import { type Period, periodStart } from '#app/foundation/calendar.ts'

export const periods = { week: 'This week', day: 'Today', month: 'This month', all: 'All time' } as const satisfies Record<Period, string>

/** Reads a period from an address; anything unknown is the week. */
export function periodFrom(text: string | null): Period {
  return text !== null && Object.hasOwn(periods, text) ? (text as Period) : 'week'
}

/** Which board: the whole program (an empty scope) or a part of it, and a period by its first day in the program's zone. */
export type BoardName = { scope: string; period: Period | 'season'; startsOn: string }

/** The scope of what was done in one channel. Channels have boards by week, month and of all time. */
export const channelScope = (sourceId: number): string => `channel:${sourceId}`

/** The scope of one season, whose single board has the period `season`. */
export const seasonScope = (seasonId: number): string => `season:${seasonId}`

/** A season as scores need it: [startsAt, endsAt), and whether its places are frozen. */
export type SeasonSpan = { id: number; startsAt: Date; endsAt: Date; frozen: boolean }

/** The board of a season; there is one. */
export function seasonBoard(seasonId: number): BoardName {
  return { scope: seasonScope(seasonId), period: 'season', startsOn: '1970-01-01' }
}

/** A change of a person's points on the boards: by how much, when the deed was done, and in which channel (0: the hub itself). */
export type ScoreChange = { memberId: number; points: number; at: Date; sourceId: number }

/** A person's change on one board, named by its index in the list of boards. */
export type ScoreRow = { board: number; memberId: number; points: number; reachedAt: Date }

/** What fell into a season after it was frozen. */
export type Late = { seasonId: number; count: number; points: number }

const programPeriods = Object.keys(periods) as Period[]
const channelPeriods = ['week', 'month', 'all'] as const

/** Spreads changes over the boards they fall on (periods in the program's zone), summed per person and board. */
export function scoreRows(
  changes: readonly ScoreChange[],
  timeZone: string,
  seasons: readonly SeasonSpan[],
): { boards: BoardName[]; rows: ScoreRow[]; late: Late[] } {
  const boards = new Map<string, { index: number; name: BoardName; rows: Map<number, ScoreRow> }>()
  const late = new Map<number, Late>()
  const add = ({ memberId, points, at }: ScoreChange, name: BoardName): void => {
    const key = `${name.scope}/${name.period}/${name.startsOn}`
    const board = boards.get(key) ?? { index: boards.size, name, rows: new Map<number, ScoreRow>() }
    boards.set(key, board)
    const row = board.rows.get(memberId)
    if (!row) return void board.rows.set(memberId, { board: board.index, memberId, points, reachedAt: at })
    row.points += points
    if (at > row.reachedAt) row.reachedAt = at
  }
  for (const change of changes) {
    for (const period of programPeriods) add(change, { scope: '', period, startsOn: periodStart(period, change.at, timeZone) })
    if (change.sourceId !== 0) {
      const scope = channelScope(change.sourceId)
      for (const period of channelPeriods) add(change, { scope, period, startsOn: periodStart(period, change.at, timeZone) })
    }
    const season = seasons.find(({ startsAt, endsAt }) => change.at >= startsAt && change.at < endsAt)
    if (season && !season.frozen) add(change, seasonBoard(season.id))
    if (season?.frozen) {
      const known = late.get(season.id) ?? { seasonId: season.id, count: 0, points: 0 }
      late.set(season.id, { ...known, count: known.count + 1, points: known.points + change.points })
    }
  }
  const list = [...boards.values()]
  return { boards: list.map(({ name }) => name), rows: list.flatMap(({ rows }) => [...rows.values()]), late: [...late.values()] }
}
