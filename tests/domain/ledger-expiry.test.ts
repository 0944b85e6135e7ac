import fc from 'fast-check'
import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { type Change, type Notice, lotsOf, planExpiry } from '#app/domain/ledger/expiry.ts'

const day = (n: number): Date => new Date(Date.UTC(2026, 0, 1 + n, 12))

test('[ST-15] whatever leaves takes the oldest points first, to the point, and a debt is paid by the next to come', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -40, max: 40 }), { maxLength: 40 }), (amounts) => {
      const changes: Change[] = amounts.map((change, n) => ({ at: day(n), change }))
      // The same said point by point: a queue of single points, each with its day.
      const queue: number[] = []
      let owed = 0
      for (const [n, change] of amounts.entries()) {
        for (let point = 0; point < change; point += 1) {
          if (owed > 0) owed -= 1
          else queue.push(n)
        }
        for (let point = 0; point < -change; point += 1) if (queue.shift() === undefined) owed += 1
      }
      const lots = lotsOf(changes)
      expect(lots.flatMap((lot) => Array.from({ length: lot.left }, () => lot.at.getTime()))).toEqual(queue.map((n) => day(n).getTime()))
    }),
    { numRuns: 500 },
  )
})

// A member's year, day by day: what comes in and what is spent at random, days on which the job does not run, and every day's plan carried out.
const story = fc.record({
  moves: fc.array(fc.record({ on: fc.nat(500), change: fc.integer({ min: -60, max: 60 }) }), { maxLength: 25 }),
  outages: fc.array(fc.record({ from: fc.nat(900), days: fc.integer({ min: 1, max: 60 }) }), { maxLength: 3 }),
  months: fc.integer({ min: 1, max: 12 }),
})

test('[ST-15] nothing expires before its time, nor unless two warnings named it in good time, whatever the job misses', () => {
  fc.assert(
    fc.property(story, ({ moves, outages, months }) => {
      const rules = { months, warnDays: [30, 7] as const }
      const changes: Change[] = []
      const notices = new Map<number, Notice & { first: number; second: number | null; done: boolean; said: number }>()
      for (let today = 0; today < 1000; today += 1) {
        for (const move of moves.filter((one) => one.on === today)) {
          const net = changes.reduce((sum, one) => sum + one.change, 0)
          const change = Math.max(move.change, -Math.max(0, net))
          if (change !== 0) changes.push({ at: day(today), change })
        }
        if (outages.some((outage) => today >= outage.from && today < outage.from + outage.days)) continue
        const lots = lotsOf(changes)
        const plan = planExpiry(
          lots,
          [...notices.values()].filter((notice) => !notice.done),
          rules,
          day(today),
          'UTC',
        )
        if (plan.announce)
          notices.set(notices.size, { ...plan.announce, id: notices.size, warnedTwice: false, first: today, second: null, done: false, said: 0 })
        for (const { id, expiresOn, amount } of plan.warn)
          Object.assign(notices.get(id)!, { expiresOn, warnedTwice: true, second: today, said: amount })
        for (const id of plan.close) notices.get(id)!.done = true
        for (const { id, amount } of plan.expire) {
          const notice = notices.get(id)!
          const oldest = lots.reduce((sum, lot) => (monthsBetween(lot.at, day(today)) > months ? sum + lot.left : sum), 0)
          expect(amount).toBeLessThanOrEqual(Math.min(notice.amount, notice.said, oldest))
          expect(notice.second! - notice.first).toBeGreaterThanOrEqual(0)
          expect(today - notice.first).toBeGreaterThanOrEqual(30)
          expect(today - notice.second!).toBeGreaterThanOrEqual(7)
          expect(DateTime.fromJSDate(day(today), { zone: 'UTC' }).toISODate()! >= notice.expiresOn).toBe(true)
          changes.push({ at: day(today), change: -amount })
          notice.done = true
        }
      }
      const running = !outages.some((outage) => outage.from + outage.days > 700)
      if (running && months <= 4) expect(lotsOf(changes)).toEqual([])
    }),
    { numRuns: 60 },
  )
})

function monthsBetween(from: Date, until: Date): number {
  return (until.getUTCFullYear() - from.getUTCFullYear()) * 12 + until.getUTCMonth() - from.getUTCMonth()
}
