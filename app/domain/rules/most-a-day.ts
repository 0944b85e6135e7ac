import type { RuleDefinition } from './rules.ts'

/** The most one person can get in a day: `times` is null when only the amount is bounded. Null altogether: there is no limit. */
export type Most = { points: number; times: number | null } | null

type Draft = Omit<RuleDefinition, 'title' | 'about' | 'condition'>

const minutesADay = 1_440
/** What the hub itself says of a person at most so often a day. */
const natural: Readonly<Record<string, number>> = { 'hub:anniversary': 1, 'hub:streak.kept': 2 }

/**
 * The most that one determined person can get from a rule in one day, doing as much as they like with as many things and people as they like: what
 * bounds them are limits of their own or of the whole program (a week's can be used up in a day), a cooldown of their own, and what can only be once.
 * `around` are the rules that are on: the strongest of their multipliers is taken to hold. An upper bound, reached when every condition can be met.
 */
export function mostADay(rule: Draft, around: readonly Draft[] = []): Most {
  if (rule.factor !== undefined) return { points: 0, times: null }
  const bounding = rule.limits.filter((limit) => limit.per !== 'object' && limit.per !== 'pair')
  const times = bounding.filter((limit) => limit.of !== 'points').map((limit) => limit.count)
  const once = rule.kinds.every((kind) => natural[kind] !== undefined) ? rule.kinds.reduce((sum, kind) => sum + (natural[kind] ?? 0), 0) : Infinity
  const cooled = rule.cooldown?.per === 'member' ? Math.ceil(minutesADay / rule.cooldown.minutes) : Infinity
  const most = Math.min(once, cooled, ...times)
  const ever = Math.min(
    Infinity,
    ...bounding.filter((limit) => limit.window === 'ever' && limit.of !== 'points' && limit.per !== 'program').map((limit) => limit.count),
  )
  const { awards, points } = paid(rule, most, ever, multiplied(rule, around))
  const room = Math.min(Infinity, ...bounding.filter((limit) => limit.of === 'points').map((limit) => limit.count))
  const sum = Math.min(points, room)
  if (sum === Infinity) return null
  return { points: sum, times: awards === Infinity ? null : awards }
}

/** The most of all rules together, in one currency; null as soon as one of them has no limit. */
export function mostOfAll(rules: readonly Draft[], currency = 'points'): Most {
  const all = rules.filter((rule) => rule.currency === currency && rule.factor === undefined).map((rule) => mostADay(rule, rules))
  if (all.some((most) => most === null)) return null
  const times = all.some((most) => most?.times === null) ? null : all.reduce((sum, most) => sum + (most?.times ?? 0), 0)
  return { points: all.reduce((sum, most) => sum + (most?.points ?? 0), 0), times }
}

type Multiply = (amount: number) => number

function multiplied(rule: Draft, around: readonly Draft[]): Multiply {
  const meets = (other: Draft): boolean => other.kinds.includes('*') || other.kinds.some((kind) => rule.kinds.includes(kind))
  const factors = around.flatMap((other) =>
    other.factor !== undefined && other.factor > 1 && other.currency === rule.currency && meets(other) ? [other.factor] : [],
  )
  if (factors.length === 0) return (amount) => amount
  const total = Math.min(
    5,
    factors.reduce((sum, factor) => sum + factor - 1, 1),
  )
  return (amount) => (amount === 0 ? 0 : Math.floor((amount * Math.round(total * 1_000)) / 1_000 + 0.5))
}

/** What so many matches in a day pay at most, from whatever count the person comes. */
function paid(rule: Draft, most: number, ever: number, boosted: Multiply): { awards: number; points: number } {
  const { counts, reach } = rule
  const all = (awards: number, each: number): { awards: number; points: number } => ({ awards, points: each === 0 ? 0 : awards * each })
  if (counts && 'every' in counts) return all(Math.min(Math.ceil(most / counts.every), Math.floor(ever / counts.every)), boosted(rule.points))
  if (counts) return all(mostWithin(counts.reaches, most, ever), boosted(rule.points))
  if (reach) return all(most, boosted(rule.points * new Set(reach.thresholds).size))
  const base = boosted(Math.max(rule.points, ...Object.values(rule.byValue?.amounts ?? {})) * (rule.perUnit?.most ?? 1))
  const first = rule.firstPoints === undefined ? base : boosted(rule.firstPoints)
  if (most === 0) return { awards: 0, points: 0 }
  // Someone whose first one is behind them gets the base each time, unless only so many ever are allowed: then it is one less.
  const fresh = first + (most === 1 ? 0 : all(most - 1, base).points)
  const later = rule.firstPoints === undefined || base === 0 ? 0 : all(Math.min(most, ever === Infinity ? most : ever - 1), base).points
  return { awards: most, points: Math.max(fresh, later) }
}

/** How many of these counts lie within so many in a row, none above `ever`. */
function mostWithin(counts: readonly number[], span: number, ever: number): number {
  const sorted = [...new Set(counts)].filter((count) => count <= ever).sort((a, b) => a - b)
  return Math.max(0, ...sorted.map((first) => sorted.filter((count) => count >= first && count - first < span).length))
}

/** True if a change lowers what somebody can get for a deed: less for it, for the first one, for a stage, or a tighter limit. */
export function paysLess(before: Draft, after: Draft): boolean {
  if (before.currency !== after.currency || (before.factor ?? 1) > (after.factor ?? 1)) return true
  if (before.points > after.points || (before.firstPoints ?? before.points) > (after.firstPoints ?? after.points)) return true
  const stages = Object.entries(before.byValue?.amounts ?? {})
  if (stages.some(([value, amount]) => amount > (after.byValue?.amounts[value] ?? after.points))) return true
  const [most, left] = [mostADay(before), mostADay(after)]
  return left !== null && (most === null || left.points < most.points)
}
