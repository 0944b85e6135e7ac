import type { Condition, RuleDefinition } from './rules.ts'

/** The facts that a rule asks about, in its condition or for its amount. */
export function factsAsked(rule: Pick<RuleDefinition, 'condition' | 'byValue' | 'perUnit' | 'reach'>): Set<string> {
  const amounts = [rule.byValue?.fact, rule.perUnit?.fact, rule.reach?.fact].filter((fact) => fact !== undefined)
  return new Set([...inCondition(rule.condition), ...amounts])
}

function inCondition(condition: Condition): string[] {
  if ('fact' in condition) return [condition.fact]
  const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : condition.none
  return parts.flatMap(inCondition)
}
