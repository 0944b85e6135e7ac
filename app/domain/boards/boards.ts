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

/** The periods that a person's running scores are kept for, in the order of `Running`; channels have no board by day. */
export const runningPeriods = ['all', 'month', 'week', 'day'] as const

/**
 * A person's changes in the periods in which the latest of their deeds lies, by scope (0: the program, else a source): boards by their index in the list of
 * boards (-1: none) and points, both in the order of `runningPeriods`.
 */
export type Running = { scope: number; memberId: number; at: Date; boards: number[]; points: number[] }

/** A person's change on a board of an earlier period or of a season: whose (an index in the list of running ones), which board, how much, and when. */
export type Earlier = { running: number; board: number; points: number; at: Date }

/** What fell into a season after it was frozen. */
export type Late = { seasonId: number; count: number; points: number }

export type Scores = { boards: BoardName[]; running: Running[]; earlier: Earlier[]; late: Late[] }

/** Spreads changes over the boards they fall on (periods in the program's zone), in the order of members. */
export function scoreRows(changes: readonly ScoreChange[], timeZone: string, seasons: readonly SeasonSpan[]): Scores {
  const { list, boardsAt, boardOf } = boardList(timeZone)
  const people = new Map<string, Running>()
  const before: { of: Running; board: number; points: number; at: Date }[] = []
  const add = ({ memberId, points, at }: ScoreChange, scope: number): Running => {
    const boards = boardsAt(scope, at)
    const key = `${memberId}/${scope}`
    const known = people.get(key)
    if (!known) {
      const fresh = { scope, memberId, at, boards: [...boards], points: boards.map(() => points) }
      people.set(key, fresh)
      return fresh
    }
    const newer = at > known.at
    for (const [n, board] of boards.entries()) {
      const [other = -1, had = 0] = [known.boards[n], known.points[n]]
      if (other === board) known.points[n] = had + points
      else if (!newer) before.push({ of: known, board, points, at })
      else {
        before.push({ of: known, board: other, points: had, at: known.at })
        known.boards[n] = board
        known.points[n] = points
      }
    }
    if (newer) known.at = at
    return known
  }
  const late = new Map<number, Late>()
  for (const change of changes) {
    const of = add(change, 0)
    if (change.sourceId !== 0) add(change, change.sourceId)
    const season = seasons.length === 0 ? undefined : seasons.find(({ startsAt, endsAt }) => change.at >= startsAt && change.at < endsAt)
    if (season && !season.frozen) before.push({ of, board: boardOf(seasonBoard(season.id)), points: change.points, at: change.at })
    if (season?.frozen) {
      const known = late.get(season.id) ?? { seasonId: season.id, count: 0, points: 0 }
      late.set(season.id, { ...known, count: known.count + 1, points: known.points + change.points })
    }
  }
  const running = [...people.values()].sort((one, other) => one.memberId - other.memberId || one.scope - other.scope)
  const places = new Map(running.map((one, index) => [one, index]))
  const earlier = before.map(({ of, ...rest }) => ({ running: places.get(of) ?? 0, ...rest }))
  return { boards: list, running, earlier, late: [...late.values()] }
}

const quarterHour = 900_000

/** Names boards as they are met, and tells those of a moment by index. */
function boardList(timeZone: string) {
  const list: BoardName[] = []
  const indexes = new Map<string, number>()
  const moments = new Map<string, number[]>()
  const boardOf = (name: BoardName): number => {
    const key = `${name.scope}/${name.period}/${name.startsOn}`
    let index = indexes.get(key)
    if (index === undefined) indexes.set(key, (index = list.push(name) - 1))
    return index
  }
  // All moments of a quarter of an hour lie in the same periods, whatever the zone.
  const boardsAt = (scope: number, at: Date): readonly number[] => {
    const key = `${scope}/${Math.floor(at.getTime() / quarterHour)}`
    let boards = moments.get(key)
    if (boards) return boards
    const name = scope === 0 ? '' : channelScope(scope)
    boards = runningPeriods.map((period) =>
      period === 'day' && scope !== 0 ? -1 : boardOf({ scope: name, period, startsOn: periodStart(period, at, timeZone) }),
    )
    moments.set(key, boards)
    return boards
  }
  return { list, boardsAt, boardOf }
}
