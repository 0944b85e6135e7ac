import { DateTime } from 'luxon'
import type { Recurrence } from './challenges.ts'

/** A round that a member took part in, as far as the next one hangs on it. */
export type PastRound = { round: string; state: 'open' | 'completed' | 'failed' | 'withdrawn'; retryAt: Date | null }

/** What a member can do now: go on in a round, begin one, wait until an instant, or nothing any more. */
export type NextRound =
  | { kind: 'going'; round: string }
  | { kind: 'free'; round: string }
  | { kind: 'wait'; until: Date; why: 'cooldown' | 'next_round' }
  | { kind: 'done' }

/** The name of the round that contains an instant in a zone: `2026-11-22`, `2026-W47`, `2026-11`. Weeks are those of ISO 8601. */
export function periodOf(every: 'day' | 'week' | 'month', at: Date, timeZone: string): string {
  const local = DateTime.fromJSDate(at, { zone: timeZone })
  if (every === 'day') return local.toFormat('yyyy-MM-dd')
  return every === 'week' ? local.toFormat(`kkkk-'W'WW`) : local.toFormat('yyyy-MM')
}

/** When the period after the one that contains an instant begins, in a zone. */
export function periodAfter(every: 'day' | 'week' | 'month', at: Date, timeZone: string): Date {
  return DateTime.fromJSDate(at, { zone: timeZone })
    .startOf(every)
    .plus({ [`${every}s`]: 1 })
    .startOf(every)
    .toJSDate()
}

/**
 * Which round a member stands in. A period is the member's own; `times` limits rounds in all. A round that failed can be tried again within it once the cooldown
 * is over. Who gave up may begin again.
 */
export function nextRound(recurrence: Recurrence, past: readonly PastRound[], now: Date, timeZone: string): NextRound {
  const { every, times } = recurrence
  const open = past.find((one) => one.state === 'open')
  const finished = past.filter((one) => one.state === 'completed').length
  const most = times ?? (every === null ? 1 : Infinity)
  if (every === null) {
    if (open) return { kind: 'going', round: open.round }
    if (finished >= most) return { kind: 'done' }
    const round = most === 1 ? 'once' : `n${finished + 1}`
    return tryAgain(
      past.find((one) => one.round === round),
      round,
      now,
    )
  }
  const round = periodOf(every, now, timeZone)
  const present = past.find((one) => one.round === round)
  if (present?.state === 'open') return { kind: 'going', round }
  if (finished >= most) return { kind: 'done' }
  if (present?.state === 'completed') {
    return finished + 1 > most ? { kind: 'done' } : { kind: 'wait', until: periodAfter(every, now, timeZone), why: 'next_round' }
  }
  return tryAgain(present, round, now)
}

function tryAgain(tried: PastRound | undefined, round: string, now: Date): NextRound {
  if (tried?.state === 'failed' && tried.retryAt !== null && tried.retryAt > now) return { kind: 'wait', until: tried.retryAt, why: 'cooldown' }
  return { kind: 'free', round }
}
