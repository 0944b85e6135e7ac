/** A walk through a platform's past, as the pages show it. */
export type WalkRow = {
  id: number
  name: string
  state: 'running' | 'done' | 'stopped' | 'failed'
  since: Date
  pages: number
  found: number
  added: number
  done: number | null
  total: number | null
  error: string | null
  /** Faults in a row on the page that comes next. */
  attempts: number
  startedAt: Date
  movedAt: Date
  retryAt: Date | null
  /** Since when a worker asks for the next page; null while the walk rests. */
  claimedAt: Date | null
  /** How often it went on after a manager or the end of a worker had stopped it. */
  resumed: number
}

/** How many deeds of a platform were credited, and what became of the others. */
export type Credit = { upstream: number; credited: number; back: number; waiting: number; unclaimed: number; parked: number; nothing: number }

/** After so many faults on one page a walk has failed, and a manager can begin it again. */
export const mostFaults = 8

/**
 * What a running walk waits for: `reading` (a page is on its way, or comes in a moment), `patience` (the platform asked for it), `fault` (the page is tried
 * again), `channel` (it is closed), `worker` (none has come by for a minute).
 */
export type WalkWait = { for: 'reading' | 'channel' } | { for: 'patience' | 'fault' | 'worker'; at: Date }

const aMoment = 2_000
const overdue = 60_000

/** What a running walk waits for at an instant; null for one that does not run. */
export function waitOf(
  walk: Pick<WalkRow, 'state' | 'error' | 'movedAt' | 'retryAt' | 'claimedAt'>,
  channelOpen: boolean,
  now: Date,
): WalkWait | null {
  const { state, error, movedAt, claimedAt } = walk
  if (state !== 'running') return null
  if (!channelOpen) return { for: 'channel' }
  const at = walk.retryAt ?? movedAt
  if (now.getTime() - at.getTime() > overdue) return { for: 'worker', at }
  if (error !== null) return { for: 'fault', at }
  if (claimedAt === null && at.getTime() - Math.max(movedAt.getTime(), now.getTime()) > aMoment) return { for: 'patience', at }
  return { for: 'reading' }
}

/** How long to wait after a fault on a page, in seconds: 10, 20, 40 … up to an hour. */
export function pauseAfter(faults: number): number {
  return Math.min(3600, 5 * 2 ** faults)
}
