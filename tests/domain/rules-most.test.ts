import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Boost, evaluate } from '#app/domain/rules/evaluate.ts'
import { mostADay, mostOfAll } from '#app/domain/rules/most-a-day.ts'
import { type RuleDefinition, limitName, ruleSchema } from '#app/domain/rules/rules.ts'

const made = (part: object): RuleDefinition => ruleSchema.parse({ title: 'Rule', kinds: ['x:y'], condition: { all: [] }, points: 10, ...part })

const step = 10
/** A day of somebody who does one thing every ten minutes, each as well as can be, having done `before` such things ever. */
function played(rule: RuleDefinition, before: number, boosts: readonly Boost[]): number {
  const best = Object.entries(rule.byValue?.amounts ?? {}).sort(([, one], [, other]) => other - one)[0]
  const facts = {
    size: 1_000,
    views: 1_000_000,
    status: best && best[1] > rule.points ? best[0] : 'none',
  }
  const used: Record<string, number> = { ever: before }
  let [sum, last] = [0, -Infinity]
  for (let minute = 0; minute < 1_440; minute += step) {
    const since = Number.isFinite(last) ? minute - last : null
    const line = evaluate({ ...rule, id: 1, version: 1 }, { facts, used, sinceLast: since, boosts })
    if (line.outcome === 'refused' && line.reason?.code !== 'progress') continue
    sum += line.amount ?? 0
    last = minute
    const names = new Set(['ever', ...rule.limits.map(limitName)])
    for (const name of names) used[name] = (used[name] ?? 0) + (name.includes('points/') ? (line.amount ?? 0) : 1)
  }
  return sum
}

const points = fc.integer({ min: 1, max: 300 })
const limit = fc.record({
  window: fc.constantFrom('day', 'week', 'month', 'ever'),
  count: fc.integer({ min: 1, max: 9 }),
  per: fc.constantFrom('member', 'program'),
})
const rules = fc
  .record({
    points,
    limits: fc.uniqueArray(limit, { minLength: 0, maxLength: 3, selector: (one) => `${one.per}/${one.window}` }),
    room: fc.option(fc.integer({ min: 5, max: 900 }), { nil: undefined }),
    cooldown: fc.option(fc.constantFrom(10, 70, 250, 500, 1_440, 3_000), { nil: undefined }),
    shape: fc.oneof(
      fc.constant({}),
      fc.record({ firstPoints: points }),
      fc.record({ byValue: fc.record({ fact: fc.constant('status'), amounts: fc.record({ done: points, planned: points }) }) }),
      fc.record({ perUnit: fc.record({ fact: fc.constant('size'), most: fc.integer({ min: 1, max: 20 }) }), firstPoints: points }),
      fc.record({ counts: fc.record({ every: fc.integer({ min: 2, max: 7 }) }) }),
      fc.record({ counts: fc.record({ reaches: fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 4 }) }) }),
      fc.record({
        reach: fc.record({
          fact: fc.constant('views'),
          thresholds: fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 3 }),
        }),
      }),
    ),
  })
  .map(({ points, limits, room, cooldown, shape }) =>
    made({
      points,
      limits: [...limits, ...(room === undefined ? [] : [{ window: 'day', count: room, of: 'points' }])],
      ...(cooldown !== undefined && { cooldown: { minutes: cooldown, per: 'member' } }),
      ...shape,
    }),
  )

test('[AB-12] the most a day is what the most determined person reaches, whatever they come with; without a bound it says so', () => {
  fc.assert(
    fc.property(rules, fc.array(fc.constantFrom(1.5, 2, 3), { maxLength: 3 }), (rule, factors) => {
      const boosts = factors.map((factor, rule) => ({ rule, version: 1, title: '', factor }))
      const around = factors.map((factor) => made({ points: 0, factor }))
      const most = mostADay(rule, around)
      const best = Math.max(...Array.from({ length: 32 }, (_, before) => played(rule, before, boosts)))
      if (most) expect(best).toBe(most.points)
      else expect(best).toBeGreaterThanOrEqual(20 * rule.points)
    }),
    { numRuns: 150 },
  )
})

test('[AB-12] limits for a thing or a pair bound nobody who has enough of them, and neither does another currency’s multiplier', () => {
  expect(mostADay(made({ limits: [{ window: 'day', count: 1, per: 'object' }] }))).toBeNull()
  expect(mostADay(made({ limits: [{ window: 'day', count: 1, per: 'pair' }], cooldown: { minutes: 60, per: 'object' } }))).toBeNull()
  expect(mostADay(made({ limits: [{ window: 'day', count: 4, per: 'program' }] }), [made({ points: 0, factor: 3, currency: 'coins' })])).toEqual({
    points: 40,
    times: 4,
  })
  expect(mostADay(made({ kinds: ['hub:anniversary'], points: 500 }))).toEqual({ points: 500, times: 1 })
})

test('[F10] over all rules the bounds add up, and one rule without a limit makes the whole unlimited', () => {
  const bounded = made({ points: 150, firstPoints: 1500, limits: [{ window: 'day', count: 5 }] })
  const other = made({ points: 20, kinds: ['x:z'], limits: [{ window: 'week', count: 2 }] })
  const double = made({ points: 0, factor: 2, kinds: ['x:z'] })
  expect(mostADay(bounded)).toEqual({ points: 2_100, times: 5 })
  expect(mostOfAll([bounded, other, double])).toEqual({ points: 2_180, times: 7 })
  expect(mostOfAll([bounded, other, made({})])).toBeNull()
})
