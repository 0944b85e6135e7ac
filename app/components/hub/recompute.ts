import { evaluate } from '#app/domain/rules/evaluate.ts'
import type { FactValue, RuleLine } from '#app/domain/rules/explanation.ts'
import type { LimitWindow, RuleAtVersion } from '#app/domain/rules/rules.ts'

/** The amount of one line computed again, and whether it is what was said and what stands in the book. */
export type Recomputed = { rule: number; version: number; points: number; said: number; same: boolean }

/**
 * Computes a line again from the stored version of its rule, the stored facts and how often the book says the rule had paid before: nothing of
 * the first answer is used. `entry` is the amount in the book.
 */
export function recompute(
  line: RuleLine,
  rule: RuleAtVersion,
  facts: Readonly<Record<string, FactValue>>,
  paid: Readonly<Record<LimitWindow, number>>,
  entry: number,
): Recomputed {
  const again = evaluate(rule, { facts, used: paid })
  return {
    rule: line.rule,
    version: line.version,
    points: again.points,
    said: line.points,
    same: again.points === line.points && again.points === entry,
  }
}
