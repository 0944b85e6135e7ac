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
 * Which round a member stands in. A period is the member's own; `times` limits rounds in all. A failed round can be tried again once its cooldown is over; without
 * one it is over, and the next period is waited for. Who gave up may begin again.
 */
export function nextRound(recurrence: Recurrence, past: readonly PastRound[], now: Date, timeZone: string): NextRound {
  const { every, times } = recurrence
  const finished = past.filter((one) => one.state === 'completed').length
  const most = times ?? (every === null ? 1 : Infinity)
  const round = every === null ? nameOf(past, finished, most) : periodOf(every, now, timeZone)
  const present = past.find((one) => one.round === round)
  if (present?.state === 'open') return { kind: 'going', round }
  if (finished >= most) return { kind: 'done' }
  const over = present?.state === 'completed' || (present?.state === 'failed' && present.retryAt === null)
  if (over) return every === null ? { kind: 'done' } : { kind: 'wait', until: periodAfter(every, now, timeZone), why: 'next_round' }
  if (present?.state === 'failed' && present.retryAt !== null && present.retryAt > now)
    return { kind: 'wait', until: present.retryAt, why: 'cooldown' }
  return { kind: 'free', round }
}

/** The round that is open, else the next by count. */
function nameOf(past: readonly PastRound[], finished: number, most: number): string {
  return past.find((one) => one.state === 'open')?.round ?? (most === 1 ? 'once' : `n${finished + 1}`)
}
