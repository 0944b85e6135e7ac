import { periodStart } from '#app/foundation/calendar.ts'
import type { Deed, KnownCount } from './judge.ts'
import { type Limit, type LimitWindow, type RuleAtVersion, limitName } from './rules.ts'

/** A count that an award adds to: whose (0: an object's or the whole program's), which window, and by how much: one, nothing, or the amount. */
export type WindowUse = { member: number; window: string; by: 1 | 0 | 'amount' }

/** The windows that a moment falls in, as `rule_counter` names them; `ever` always. */
export function windowsAt(at: Date, timeZone: string): Readonly<Record<LimitWindow, string>> {
  // All rules ask for the windows of one deed, one after the other.
  if (latest?.time === at.getTime() && latest.timeZone === timeZone) return latest.windows
  const named = (window: 'day' | 'week' | 'month'): string => `${window}:${periodStart(window, at, timeZone)}`
  const windows = { day: named('day'), week: named('week'), month: named('month'), ever: 'ever' }
  latest = { time: at.getTime(), timeZone, windows }
  return windows
}
let latest: { time: number; timeZone: string; windows: Readonly<Record<LimitWindow, string>> } | undefined

type Named = Pick<Deed, 'objectKey' | 'pairKey'>

/** How a count of this scope is kept; null where the deed has nothing to count by. */
function useOf({ per = 'member', of = 'times' }: Pick<Limit, 'per' | 'of'>, window: string, deed: Named, person: number): WindowUse | null {
  const name = of === 'points' ? `+${window}` : window
  const by = of === 'points' ? ('amount' as const) : (1 as const)
  switch (per) {
    case 'member':
      return { member: person, window: name, by }
    case 'program':
      return { member: 0, window: name, by }
    case 'object':
      return { member: 0, window: `o:${deed.objectKey}/${name}`, by }
    case 'pair':
      return deed.pairKey === null ? null : { member: person, window: `p:${deed.pairKey}/${name}`, by }
  }
}

/**
 * The counts that an award of this rule adds to: always the rule's own day (for its health), those its limits and cooldown ask for, and the member's `ever`
 * where this version looks at it, or another did (`kept`).
 */
export function countersFor(
  rule: RuleAtVersion,
  deed: Named & Pick<Deed, 'occurredAt'>,
  person: number,
  timeZone: string,
  kept = false,
): WindowUse[] {
  const windows = windowsAt(deed.occurredAt, timeZone)
  const uses: WindowUse[] = kept || looksAtEver(rule) ? [{ member: person, window: 'ever', by: 1 }] : []
  const add = (limit: Pick<Limit, 'per' | 'of' | 'window'>): void => {
    const use = useOf(limit, windows[limit.window], deed, person)
    if (use && !uses.some((one) => one.window === use.window && one.member === use.member)) uses.push(use)
  }
  add(ownDay)
  for (const limit of rule.limits) add(limit)
  if (rule.cooldown) add({ per: rule.cooldown.per, of: 'times', window: 'ever' })
  return uses
}
const ownDay = { per: 'program', of: 'times', window: 'day' } as const

/** True where what a rule gives depends on how often it ever paid the member, or when it last did. */
export function looksAtEver(rule: RuleAtVersion): boolean {
  const limited = rule.limits.some(({ window, per = 'member', of = 'times' }) => window === 'ever' && per === 'member' && of === 'times')
  return asksEver(rule) || limited || rule.reach !== undefined || rule.cooldown?.per === 'member'
}

/** True where a member's first or every Nth counts. */
function asksEver(rule: RuleAtVersion): boolean {
  return rule.firstPoints !== undefined || rule.counts !== undefined
}

/** True where a rule's word depends on counts at all. */
export function asksCounts(rule: RuleAtVersion): boolean {
  return rule.limits.length > 0 || rule.cooldown !== undefined || asksEver(rule)
}

/** The counts that this rule's word on a deed depends on: those of its limits and its cooldown, and the member's `ever` where the first or every Nth counts. */
export function countersAsked(rule: RuleAtVersion, deed: Named & Pick<Deed, 'occurredAt'>, person: number, timeZone: string): WindowUse[] {
  if (!asksCounts(rule)) return []
  const windows = windowsAt(deed.occurredAt, timeZone)
  const ever = { of: 'times' as const, window: 'ever' as const }
  return [
    ...rule.limits,
    ...(asksEver(rule) ? [{ ...ever, per: 'member' as const }] : []),
    ...(rule.cooldown ? [{ ...ever, per: rule.cooldown.per }] : []),
  ].flatMap((limit) => useOf(limit, windows[limit.window], deed, person) ?? [])
}

/** What was used up before, by `limitName`, from the counts kept. A scope that the deed has nothing for is never used up. */
export function limitsUsed(
  rule: RuleAtVersion,
  deed: Named & Pick<Deed, 'occurredAt'>,
  person: number,
  timeZone: string,
  counters: ReadonlyMap<string, KnownCount>,
): Record<string, number> {
  if (rule.limits.length === 0 && !asksEver(rule)) return {}
  const windows = windowsAt(deed.occurredAt, timeZone)
  const used: Record<string, number> = {}
  const add = (limit: Pick<Limit, 'window' | 'per' | 'of'>): void => {
    const use = useOf(limit, windows[limit.window], deed, person)
    used[limitName(limit)] = (use && counters.get(countName(rule.id, use))?.count) ?? 0
  }
  if (asksEver(rule)) add({ window: 'ever' })
  for (const limit of rule.limits) add(limit)
  return used
}

/** How a count is named in memory. */
export function countName(rule: number, use: Pick<WindowUse, 'member' | 'window'>): string {
  return `${rule}/${use.member}/${use.window}`
}

/** Minutes between this deed and the last that paid within the cooldown's scope, whichever was first; null without one. */
export function sinceLast(
  rule: RuleAtVersion,
  deed: Named & Pick<Deed, 'occurredAt'>,
  person: number,
  counters: ReadonlyMap<string, KnownCount>,
): number | null {
  if (!rule.cooldown) return null
  const use = useOf({ per: rule.cooldown.per, of: 'times' }, 'ever', deed, person)
  const known = use && counters.get(countName(rule.id, use))
  if (!known?.lastAt || known.count === 0) return null
  return Math.abs(deed.occurredAt.getTime() - known.lastAt.getTime()) / 60_000
}

/** How an award remembers the counts it is in: text, with `*` before those that are no person's. */
export function windowText(use: WindowUse): string {
  return `${use.member === 0 ? '*' : ''}${use.window}`
}

/** What an award of a rule counted in, with the member's `ever` where it was given before anybody looked at that. */
export function windowsWithEver(texts: readonly string[], part: number): readonly string[] {
  return part !== nthPart && !texts.includes('ever') && texts.some((text) => text.startsWith('*day:')) ? ['ever', ...texts] : texts
}
/** The part of a subject that a person's Nth is: it is counted by its mark. */
export const nthPart = 1

/** The counts to take back for an award of a person: the opposite of what `windowText` noted. */
export function windowsBack(texts: readonly string[], person: number, amount: number): { member: number; window: string; by: number }[] {
  return texts
    .filter((text) => !text.startsWith('*n:'))
    .map((text) => {
      const window = text.startsWith('*') ? text.slice(1) : text
      return { member: text.startsWith('*') ? 0 : person, window, by: /(^|\/)\+/.test(window) ? -amount : -1 }
    })
}
