import type { RuleDefinition } from './rules.ts'

type Draft = Pick<RuleDefinition, 'kinds' | 'points' | 'firstPoints' | 'byValue' | 'counts' | 'limits' | 'cooldown' | 'factor' | 'currency'>

/** How much somebody does: the name of a pace and the things a week that are expected of it unless said otherwise. */
export const paces = { low: 1, middle: 4, high: 15 } as const
export type Pace = keyof typeof paces

/** Times a week by qualified kind. */
export type Rates = Readonly<Record<string, number>>

/** The day on which a level is reached; `never` when nothing is gained any more, `later` beyond twenty years. */
export type ReachedOn = number | 'never' | 'later'

export type Design = { levels: ReachedOn[]; rules: { id: number; pointsAWeek: number }[] }

const longest = 7_300
/** Weeks and months (of 30 days here) begin together every so many days. */
const cycle = 210
const tiny = 1e-6

/** So many things a week, spread evenly over the kinds that come from outside; what the hub says itself follows from those. */
export function spreadRates(kinds: readonly string[], total: number): Rates {
  const outside = kinds.filter((kind) => !kind.startsWith('hub:'))
  return Object.fromEntries(kinds.map((kind) => [kind, outside.includes(kind) ? Math.round((total / outside.length) * 100) / 100 : 0]))
}

/** The kinds that rules pay points for, in order. */
export function kindsPaid(rules: readonly Draft[]): string[] {
  return [...new Set(rules.filter(paysPoints).flatMap((rule) => rule.kinds))].sort()
}

/**
 * How many days somebody who does things at these rates needs to each level (in points), and what each rule pays them a week once first ones are behind
 * them. An expectation: work comes evenly through the week, every condition is met, and a member's own limits and cooldowns hold; multipliers are left out.
 */
export function designOf(rules: readonly (Draft & { id: number })[], levels: readonly { pointsNeeded: number }[], rates: Rates): Design {
  const gains = rules.filter(paysPoints).map((rule) => ({ id: rule.id, gain: gainer(rule, rates), usual: 0 }))
  const reached: ReachedOn[] = levels.map(({ pointsNeeded }) => (pointsNeeded <= 0 ? 0 : 'never'))
  let [sum, lastGain] = [0, 0]
  for (let day = 1; day <= longest; day += 1) {
    for (const one of gains) {
      const points = one.gain(day)
      sum += points
      if (points > 0) lastGain = day
      if (day > 2 * cycle && day <= 3 * cycle) one.usual += points
    }
    for (const [index, level] of levels.entries()) if (reached[index] === 'never' && sum >= level.pointsNeeded - tiny) reached[index] = day
    if (day >= 3 * cycle && !reached.includes('never')) break
  }
  const goesOn = lastGain > longest - cycle
  return {
    levels: reached.map((day) => (day === 'never' && goesOn ? 'later' : day)),
    rules: gains.map(({ id, usual }) => ({ id, pointsAWeek: Math.round((usual / (cycle / 7)) * 10) / 10 })),
  }
}

function paysPoints(rule: Draft): boolean {
  return rule.factor === undefined && rule.currency === 'points'
}

/** What a rule pays on each day, asked for day 1, 2, 3 and so on. Work is counted in fractions. */
function gainer(rule: Draft, rates: Rates): (day: number) => number {
  const kinds = rule.kinds.includes('*') ? Object.keys(rates) : rule.kinds
  const perDay = kinds.reduce((times, kind) => times + (rates[kind] ?? 0), 0) / 7
  const wanted = rule.cooldown?.per === 'member' ? Math.min(perDay, 1_440 / rule.cooldown.minutes) : perDay
  const limits = rule.limits.filter(({ per = 'member' }) => per === 'member').map((limit) => ({ ...limit, used: 0 }))
  const worth = worthOf(rule)
  let total = 0
  return (day) => {
    for (const limit of limits) if (begins(limit.window, day)) limit.used = 0
    const left = (of: 'times' | 'points'): number[] =>
      limits.filter((limit) => (limit.of ?? 'times') === of).map((limit) => Math.max(0, limit.count - limit.used))
    const times = Math.min(wanted, ...left('times'))
    const points = Math.min(worth(total + times) - worth(total), ...left('points'))
    total += times
    for (const limit of limits) limit.used += limit.of === 'points' ? points : times
    return points
  }
}

const lengths = { day: 1, week: 7, month: 30 } as const

function begins(window: 'day' | 'week' | 'month' | 'ever', day: number): boolean {
  return window !== 'ever' && (day - 1) % lengths[window] === 0
}

/** What so many times pay altogether. A rule by stages pays the middle of its stages. */
function worthOf({ points, firstPoints, byValue, counts }: Draft): (times: number) => number {
  if (counts && 'every' in counts) return (times) => points * Math.floor(times / counts.every + tiny)
  if (counts) return (times) => points * new Set(counts.reaches.filter((count) => count <= times + tiny)).size
  const stages = Object.values(byValue?.amounts ?? {})
  const each = stages.length > 0 ? stages.reduce((sum, amount) => sum + amount, 0) / stages.length : points
  return (times) => each * times + ((firstPoints ?? each) - each) * Math.min(times, 1)
}
