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
  startedAt: Date
  movedAt: Date
  retryAt: Date | null
}

/** After so many faults on one page a walk has failed, and a manager can begin it again. */
export const mostFaults = 8

/** How long to wait after a fault on a page, in seconds: 10, 20, 40 … up to an hour. */
export function pauseAfter(faults: number): number {
  return Math.min(3600, 5 * 2 ** faults)
}
