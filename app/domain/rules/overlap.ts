import { holds } from './conditions.ts'
import type { FactValue } from './explanation.ts'
import { type Condition, type RuleDefinition, type Test, isTest } from './rules.ts'

/** The comparisons that must hold whatever else does. */
export function certainTests(condition: Condition): Test[] {
  if (isTest(condition)) return [condition]
  if ('all' in condition) return condition.all.flatMap(certainTests)
  return 'any' in condition && condition.any.length === 1 && condition.any[0] ? certainTests(condition.any[0]) : []
}

/** False only if the condition surely fails for these facts; facts that are not named may be anything. */
export function mayHold(condition: Condition, known: Readonly<Record<string, FactValue>>): boolean {
  return certainTests(condition).every((test) => {
    const actual = known[test.fact]
    return actual === undefined || holds(test, actual)
  })
}

/** True if an activity could meet both conditions, as far as their certain comparisons say. */
export function holdTogether(one: Condition, other: Condition): boolean {
  const others = certainTests(other)
  return certainTests(one).every((test) => others.every((against) => against.fact !== test.fact || (agrees(test, against) && agrees(against, test))))
}

function agrees(test: Test, against: Test): boolean {
  if (test.op === 'is') return holds(against, test.value as FactValue)
  if (test.op === 'one_of' && Array.isArray(test.value) && against.op !== 'contains' && against.op !== 'lacks')
    return test.value.some((value) => holds(against, value))
  if (test.op === 'at_least' && against.op === 'at_most') return Number(test.value) <= Number(against.value)
  return test.op !== 'contains' || against.op !== 'lacks' || JSON.stringify(test.value) !== JSON.stringify(against.value)
}

type Numbered = RuleDefinition & { id: number }

/** For each rule the others that pay the same people the same thing for the same deed: one of them is probably a mistake. */
export function conflictsAmong(rules: readonly Numbered[]): Map<number, number[]> {
  const conflicts = new Map<number, number[]>()
  for (const one of rules) {
    const against = rules.filter(
      (other) => other.id !== one.id && sameKinds(one, other) && sameEffect(one, other) && holdTogether(one.condition, other.condition),
    )
    if (against.length > 0)
      conflicts.set(
        one.id,
        against.map((other) => other.id),
      )
  }
  return conflicts
}

function sameKinds(one: Numbered, other: Numbered): boolean {
  return one.kinds.some((kind) => other.kinds.includes(kind)) && apart(one, other)
}

/** True unless their schedules lie apart. */
function apart({ schedule: one }: Numbered, { schedule: other }: Numbered): boolean {
  const before = (until?: string, from?: string): boolean => until !== undefined && from !== undefined && new Date(until) <= new Date(from)
  return !before(one?.until, other?.from) && !before(other?.until, one?.from)
}

function sameEffect(one: Numbered, other: Numbered): boolean {
  if (one.factor !== undefined || other.factor !== undefined) return false
  if (JSON.stringify(one.to) !== JSON.stringify(other.to)) return false
  const badges = one.also.some((effect) => 'badge' in effect && other.also.some((second) => 'badge' in second && second.badge === effect.badge))
  return badges || (paysPoints(one) && paysPoints(other) && one.currency === other.currency)
}

function paysPoints(rule: RuleDefinition): boolean {
  return rule.points > 0 || (rule.firstPoints ?? 0) > 0 || rule.byValue !== undefined
}
