import { DateTime } from 'luxon'
import { firstOfMonthAfter } from '#app/foundation/calendar.ts'

/** A line of one book as expiry sees it: by how much it changed what can be spent (less what is owed), and when it was written. */
export type Change = { at: Date; change: number }

/** Points that came together and are still there. */
export type Lot = { at: Date; left: number }

/** What is left of what came in, oldest first. Whatever leaves (spent, taken back, expired) takes the oldest; whatever is owed is paid by the next to come. */
export function lotsOf(changes: readonly Change[]): Lot[] {
  const lots: Lot[] = []
  let [oldest, owed] = [0, 0]
  for (const { at, change } of changes) {
    if (change > 0) {
      const paid = Math.min(owed, change)
      owed -= paid
      if (change > paid) lots.push({ at, left: change - paid })
      continue
    }
    let missing = -change
    for (let lot = lots[oldest]; lot && missing > 0; lot = lots[oldest]) {
      const taken = Math.min(lot.left, missing)
      lot.left -= taken
      missing -= taken
      if (lot.left === 0) oldest += 1
    }
    owed += missing
  }
  return lots.slice(oldest)
}

export type ExpiryRules = { months: number; warnDays: readonly [number, number] }

/** An announcement that is under way. Days are ISO dates of the program's zone; `amount` is what the first warning said. */
export type Notice = { id: number; dueOn: string; expiresOn: string; amount: number; warnedTwice: boolean }

/** What is to be done today about one member's old points. */
export type ExpiryPlan = {
  /** The first warning for points that no notice covers yet. */
  announce: { dueOn: string; expiresOn: string; amount: number } | null
  /** Second warnings, with the day on which the points really go. */
  warn: { id: number; expiresOn: string; amount: number }[]
  expire: { id: number; amount: number }[]
  /** Notices whose points have been spent meanwhile. */
  close: number[]
}

const later = (one: string, other: string): string => (one > other ? one : other)

/**
 * Plans a day. Points fall due at the end of the month that lies `months` after they came. The first warning comes `warnDays[0]` days before, the
 * second `warnDays[1]` days before; when a warning comes late, the points go later: nothing goes that was not announced twice in good time.
 */
export function planExpiry(lots: readonly Lot[], notices: readonly Notice[], rules: ExpiryRules, now: Date, timeZone: string): ExpiryPlan {
  const day = (days: number): string => DateTime.fromJSDate(now, { zone: timeZone }).plus({ days }).toISODate() ?? ''
  const today = day(0)
  const due = lots.map((lot) => ({ left: lot.left, dueOn: firstOfMonthAfter(lot.at, rules.months, timeZone) }))
  const between = (after: string, until: string): number =>
    due.reduce((sum, lot) => (lot.dueOn > after && lot.dueOn <= until ? sum + lot.left : sum), 0)
  const plan: ExpiryPlan = { announce: null, warn: [], expire: [], close: [] }
  let [covered, waiting] = ['', false]
  for (const notice of [...notices].sort((one, other) => (one.dueOn < other.dueOn ? -1 : 1))) {
    const amount = Math.min(notice.amount, between(covered, notice.dueOn))
    covered = notice.dueOn
    if (amount <= 0) plan.close.push(notice.id)
    else if (!notice.warnedTwice) {
      waiting = true
      if (day(rules.warnDays[1]) >= notice.expiresOn)
        plan.warn.push({ id: notice.id, amount, expiresOn: later(notice.expiresOn, day(rules.warnDays[1])) })
    } else if (today >= notice.expiresOn && !waiting) plan.expire.push({ id: notice.id, amount })
    else waiting = true
  }
  const dueOn = due.reduce((last, lot) => (lot.dueOn <= day(rules.warnDays[0]) ? later(last, lot.dueOn) : last), '')
  if (dueOn > covered) plan.announce = { dueOn, expiresOn: later(dueOn, day(rules.warnDays[0])), amount: between(covered, dueOn) }
  return plan
}
