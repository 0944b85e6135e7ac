import { expect, test } from 'vitest'
import { designOf, kindsPaid, paces, spreadRates } from '#app/domain/rules/design.ts'
import { ruleSchema } from '#app/domain/rules/rules.ts'

const made = (part: object, id = 1) => ({ ...ruleSchema.parse({ title: 'Rule', kinds: ['x:y'], condition: { all: [] }, points: 10, ...part }), id })
const at = (...points: number[]) => points.map((pointsNeeded) => ({ pointsNeeded }))

test('[MA-13] given activity rates it tells the days to each level for low, middle and high activity, with first ones and limits', () => {
  const rule = made({ firstPoints: 50, limits: [{ window: 'day', count: 2 }] })
  // 100 points are the first one (50) and five more: the sixth. 150 are eleven.
  const days = [1, 7, 35].map((weekly) => designOf([rule], at(0, 100, 150), { 'x:y': weekly }))
  expect(days.map((one) => one.levels)).toEqual([
    [0, 42, 77],
    [0, 6, 11],
    [0, 3, 6], // five a day, of which two pay
  ])
  expect(days.map((one) => one.rules[0]?.pointsAWeek)).toEqual([10, 70, 140])
})

test('[MA-13] a level that limits put out of reach is never reached, one that is merely far off is', () => {
  const ever = made({ points: 20, limits: [{ window: 'ever', count: 3 }] })
  expect(designOf([ever], at(60, 61), { 'x:y': 7 })).toEqual({ levels: [3, 'never'], rules: [{ id: 1, pointsAWeek: 0 }] })
  expect(designOf([made({})], at(1_000_000), { 'x:y': 1 }).levels).toEqual(['later'])
  expect(designOf([made({})], at(10), { 'x:y': 0 }).levels).toEqual(['never'])
  expect(designOf([], at(0, 10), {}).levels).toEqual([0, 'never'])
})

test('[MA-13] limits a week, a month and in points hold, and rules add up', () => {
  const monthly = made({ limits: [{ window: 'month', count: 3 }] })
  // Three in the first month, the third of the second on day 33; 7 months in 30 weeks make 7 points a week.
  expect(designOf([monthly], at(30, 60), { 'x:y': 7 })).toEqual({ levels: [3, 33], rules: [{ id: 1, pointsAWeek: 7 }] })
  const room = made({ limits: [{ window: 'week', count: 25, of: 'points' }] })
  expect(designOf([room], at(25, 26), { 'x:y': 7 })).toEqual({ levels: [3, 8], rules: [{ id: 1, pointsAWeek: 25 }] })
  const tenth = made({ points: 100, counts: { every: 10 } }, 2)
  expect(designOf([monthly, tenth], at(129, 130), { 'x:y': 7 }).levels).toEqual([10, 10])
  const cooled = made({ cooldown: { minutes: 2_880 } })
  expect(designOf([cooled], at(50), { 'x:y': 35 })).toEqual({ levels: [10], rules: [{ id: 1, pointsAWeek: 35 }] })
})

test('[MA-13] expected activity is spread over the kinds that pay points; multipliers, other currencies and others’ limits are left out', () => {
  const rules = [
    made({ kinds: ['x:y', 'x:z'], limits: [{ window: 'ever', count: 1, per: 'object' }] }),
    made({ kinds: ['hub:anniversary'] }, 2),
    made({ kinds: ['*'], points: 0, factor: 2 }, 3),
    made({ kinds: ['x:c'], currency: 'coins' }, 4),
  ]
  expect(kindsPaid(rules)).toEqual(['hub:anniversary', 'x:y', 'x:z'])
  const rates = spreadRates(kindsPaid(rules), paces.high)
  expect(rates).toEqual({ 'hub:anniversary': 0, 'x:y': 7.5, 'x:z': 7.5 })
  expect(designOf(rules, at(150), rates)).toEqual({
    levels: [7],
    rules: [
      { id: 1, pointsAWeek: 150 },
      { id: 2, pointsAWeek: 0 },
    ],
  })
})
