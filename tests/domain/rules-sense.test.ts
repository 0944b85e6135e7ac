import { expect, test } from 'vitest'
import { cardsFrom } from '#app/components/hub/kinds.ts'
import { type Chains, cycleOf } from '#app/domain/rules/cycles.ts'
import { healthOf } from '#app/domain/rules/health.ts'
import { conflictsAmong } from '#app/domain/rules/overlap.ts'
import { type RuleDefinition, ruleSchema } from '#app/domain/rules/rules.ts'
import { ruleInWords } from '#app/domain/rules/sentence.ts'
import { adapters } from '#integrations/registry.ts'

const cards = cardsFrom(adapters)
const made = (part: object): RuleDefinition & { id: number } => ({
  ...ruleSchema.parse({ title: 'Rule', kinds: ['github:discussion.answered'], condition: { all: [] }, points: 150, ...part }),
  id: 1,
})
const said = (part: object): string => ruleInWords(made(part), cards, 'points')

test('[MA-06][RU-02][RU-03][RU-04][RU-13] every part of a rule is said in words', () => {
  const when = 'When an answer in a discussion is accepted, you get'
  expect(said({ limits: [{ window: 'day', count: 5 }], firstPoints: 1500 })).toBe(`${when} 150 points, 1,500 for the first one, at most 5 a day.`)
  expect(said({ condition: { all: [{ fact: 'member.staff', op: 'is', value: false }] } })).toContain('accepted, not being an employee, you get')
  expect(said({ limits: [{ window: 'week', count: 500, of: 'points', per: 'pair' }] })).toContain('at most 500 points a week with the same person.')
  expect(said({ limits: [{ window: 'ever', count: 1, per: 'object' }] })).toContain('at most 1 time ever for the same thing.')
  expect(said({ counts: { every: 3 } })).toBe(`${when} 150 points for every 3rd one.`)
  expect(said({ counts: { reaches: [1, 10, 22] } })).toBe(`${when} 150 points for the 1st, 10th and 22nd one.`)
  expect(said({ reach: { fact: 'comment_length', thresholds: [100, 1000] } })).toMatch(/150 points each time .+ reaches 100 or 1,000\.$/)
  expect(said({ byValue: { fact: 'category', amounts: { 'Q&A': 100, Ideas: 50 } } })).toMatch(
    /100 points if .+ is Q&A, 50 if .+ is Ideas, otherwise 150\.$/,
  )
  expect(said({ perUnit: { fact: 'comment_length', most: 20 } })).toMatch(/150 points for each of .+ \(up to 20\)\.$/)
  expect(said({ to: { role: 'asker' } })).toContain('whoever asked gets 150 points')
  const shares = [
    { to: 'actor', percent: 70 },
    { to: { role: 'asker' }, percent: 30 },
  ]
  expect(said({ shares })).toContain('150 points, shared: 70 percent to you and 30 percent to whoever asked.')
  expect(said({ points: 0, factor: 2, kinds: ['*'] })).toBe('When anything counts, every rule that pays points for it pays 2 times as much.')
  const schedule = { from: '2026-12-01T00:00:00+01:00', until: '2026-12-24T18:00:00+01:00', late: false }
  expect(said({ schedule })).toContain('It counts what is done from 1 December 2026 until 24 December 2026, 18:00, if it arrives by then.')
  expect(said({ cooldown: { minutes: 120, per: 'pair' } })).toContain('Between two with the same person it waits 2 hours.')
  expect(said({ vesting: { days: 14 } })).toContain('The amount stays pending for 14 days')
  expect(said({ ownWork: true })).toContain('Your own work counts too.')
  expect(said({ points: 0, also: [{ badge: 'first-aid' }, { card: 'spring', stamps: 2 }] })).toContain(
    'you get the badge “first aid” and 2 stamps on the card “spring”.',
  )
  expect(said({ currency: 'coins' })).toContain('150 coins')
})

const chains: Chains = {
  levels: [1, 2, 3].map((rank) => ({ rank, pointsNeeded: rank * 100, badgesNeeded: 0, badgeNeeds: rank === 3 ? ['helper:2'] : [] })),
  badges: [
    { slug: 'helper', kinds: ['github:discussion.answered'] },
    { slug: 'star', kinds: [] },
    { slug: 'collector', kinds: ['hub:card.filled'] },
  ],
  cards: [{ slug: 'spring', kinds: ['hub:badge.granted'] }],
}
const rule = (id: number, part: object): RuleDefinition & { id: number } => ({ ...made({ title: `Rule ${id}`, ...part }), id })

test('[RU-05] a rule that would set itself off again is refused with its chain; one that is narrowed is not', () => {
  const forLevels = rule(1, { kinds: ['hub:level.reached'] })
  expect(cycleOf(forLevels, [], chains)).toEqual(['“Rule 1” gives points, and points reach a level', 'that sets off “Rule 1” again'])
  const forThree = { ...forLevels, condition: { all: [{ fact: 'level', op: 'is' as const, value: 3 }] } }
  expect(cycleOf(forThree, [], chains)).toBeNull()
  expect(cycleOf({ ...forLevels, currency: 'coins' }, [], chains)).toBeNull()
  const star = (condition: object): RuleDefinition & { id: number } =>
    rule(2, { kinds: ['hub:badge.granted'], condition, points: 0, also: [{ badge: 'star' }] })
  expect(cycleOf(star({ all: [] }), [], chains)?.join(', ')).toContain('brings the badge “star”')
  expect(cycleOf(star({ all: [{ fact: 'badge', op: 'is', value: 'helper' }] }), [], chains)).toBeNull()
  expect(cycleOf(star({ all: [{ fact: 'badge', op: 'one_of', value: ['helper', 'star'] }] }), [], chains)).not.toBeNull()
})

test('[RU-05] chains over other rules, badges and cards that count are followed too', () => {
  const onCard = rule(1, { kinds: ['hub:card.filled'], points: 0, also: [{ badge: 'star' }] })
  const onBadge = rule(2, { kinds: ['hub:badge.granted'], condition: { all: [{ fact: 'badge', op: 'is', value: 'star' }] }, points: 5 })
  expect(cycleOf(onCard, [], chains)).toBeNull()
  expect(cycleOf(onBadge, [onCard], chains)?.[0]).toBe('“Rule 2” fills the card “spring”')
  expect(cycleOf(onCard, [onBadge], chains)?.at(-1)).toBe('that sets off “Rule 1” again')
  expect(cycleOf(onBadge, [onCard], { ...chains, cards: [] })).toBeNull()
  expect(cycleOf(rule(3, {}), [onCard, onBadge], chains)).toBeNull()
})

test('[RU-17] a rule is silent after three times its usual gap and spiking at three times its usual day', () => {
  const every = (days: number, until: number) =>
    Array.from({ length: 10 }, (_, index) => ({ day: new Date(Date.UTC(2026, 5, until - index * days)).toISOString().slice(0, 10), count: 2 }))
  expect(healthOf(every(2, 24), '2026-06-30')).toEqual({ silent: null, spiking: null })
  expect(healthOf(every(2, 23), '2026-06-30').silent).toEqual({ days: 7, usual: 2 })
  expect(healthOf(every(1, 28).slice(0, 2), '2026-06-30').silent).toBeNull()
  const busy = every(1, 29)
  expect(healthOf([...busy, { day: '2026-06-30', count: 10 }], '2026-06-30').spiking).toEqual({ today: 10, usual: 2 })
  expect(healthOf([...busy, { day: '2026-06-30', count: 9 }], '2026-06-30').spiking).toBeNull()
  expect(healthOf([...busy.map((one) => ({ ...one, count: 4 })), { day: '2026-06-30', count: 12 }], '2026-06-30').spiking).toBeNull()
})

test('[RU-17] two rules conflict when they pay the same people the same thing for what can be the same deed', () => {
  const is = (value: string) => ({ all: [{ fact: 'category', op: 'is', value }] })
  const pair = (one: object, other: object) => conflictsAmong([rule(1, one), rule(2, other)]).get(1) ?? []
  expect(pair({}, {})).toEqual([2])
  expect(pair({ condition: is('Q&A') }, { condition: is('Ideas') })).toEqual([])
  expect(pair({ condition: is('Q&A') }, { condition: { all: [{ fact: 'category', op: 'one_of', value: ['Q&A', 'Help'] }] } })).toEqual([2])
  expect(pair({}, { to: { role: 'asker' } })).toEqual([])
  expect(pair({}, { currency: 'coins' })).toEqual([])
  expect(pair({}, { points: 0, factor: 2 })).toEqual([])
  expect(pair({ schedule: { until: '2026-05-01T00:00:00Z' } }, { schedule: { from: '2026-05-01T00:00:00Z' } })).toEqual([])
})
