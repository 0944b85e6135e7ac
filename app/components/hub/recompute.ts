import { evaluate } from '#app/domain/rules/evaluate.ts'
import type { FactValue, RuleLine } from '#app/domain/rules/explanation.ts'
import { type LimitWindow, type RuleAtVersion, limitName } from '#app/domain/rules/rules.ts'

/** The amount of one line computed again, and whether it is what was said and what stands in the book. */
export type Recomputed = { rule: number; version: number; points: number; said: number; same: boolean }

/**
 * Computes a line again from the stored version of its rule, the stored facts and how often the book says the rule had paid before. Of the first answer only
 * that is used which stands nowhere else: what others than the member had used up, the multipliers then on, and how far a count had come. `entry` is the amount
 * in the book.
 */
export function recompute(
  line: RuleLine,
  rule: RuleAtVersion,
  facts: Readonly<Record<string, FactValue>>,
  paid: Readonly<Record<LimitWindow, number>>,
  entry: number,
): Recomputed {
  const noted = rule.limits.flatMap((limit, index) =>
    limit.per === undefined && limit.of === undefined ? [] : [[limitName(limit), line.limits[index]?.used ?? 0] as const],
  )
  const count = line.factors.find((factor) => factor.code === 'nth')?.count
  const traits = Object.fromEntries(
    line.tests.flatMap(({ test, actual }) => (/^(member|time)\./.test(test.fact) && actual !== null ? [[test.fact, actual]] : [])),
  )
  const again = evaluate(rule, {
    facts: { ...facts, ...traits },
    used: { ...paid, ...Object.fromEntries(noted), ...(count !== undefined && { ever: count - 1 }) },
    boosts: line.factors.flatMap((one) =>
      one.code === 'boost' ? [{ rule: one.rule ?? 0, version: one.version ?? 1, title: one.title ?? '', factor: one.factor ?? 1 }] : [],
    ),
    reached: rule.reach?.thresholds.filter((threshold) => !line.reached?.includes(threshold)),
  })
  const kept = line.factors.find((factor) => factor.code === 'kept')?.count ?? 0
  const amount = (again.amount ?? again.points) - kept
  const said = line.vests === undefined && line.currency === undefined ? line.points : (line.amount ?? line.points)
  const share = line.factors.find((factor) => factor.code === 'share')?.percent
  const same = share === undefined ? amount === said : Math.abs((amount * share) / 100 - said) < 1
  return { rule: line.rule, version: line.version, points: share === undefined ? amount : said, said, same: same && said === entry }
}
