import type { Scope } from '#app/db/transaction.server.ts'
import { looksAtEver, nthPart } from '#app/domain/rules/counting.ts'
import type { RuleAtVersion } from '#app/domain/rules/rules.ts'

/** The window under which a rule notes that its awards count in their members' `ever`. Its count is always 0. */
const mark = '*ever'

/** Which of these rules keep count of how often they ever paid each member. */
export async function everKept(scope: Scope, rules: readonly number[]): Promise<Set<number>> {
  const rows = await scope.sql<{ id: number }>(
    `SELECT rule_id AS id FROM rule_counter WHERE program_id = $1 AND rule_id = ANY($2::int[]) AND member_id = 0 AND "window" = '${mark}'`,
    [scope.program, rules],
  )
  return new Set(rows.map((row) => row.id))
}

const takeIn = `
WITH taken AS (
  UPDATE award SET windows = array_prepend('ever', windows)
  WHERE program_id = $1 AND rule_id = ANY($2::int[]) AND state = 'open' AND part <> ${nthPart} AND NOT 'ever' = ANY(windows)
    AND EXISTS (SELECT FROM unnest(windows) AS w(name) WHERE starts_with(w.name, '*day:'))
  RETURNING rule_id, activity_id, member_id
), counted AS (
  SELECT t.rule_id, coalesce(m.merged_into, m.id) AS person, count(*)::int AS count, max(j.occurred_at) AS last_at
  FROM taken t JOIN member m ON m.program_id = $1 AND m.id = t.member_id
  LEFT JOIN judgement j ON j.program_id = $1 AND j.activity_id = t.activity_id AND j.member_id = t.member_id GROUP BY 1, 2
)
INSERT INTO rule_counter (program_id, rule_id, member_id, "window", count, last_at)
SELECT $1::smallint, rule_id, person, 'ever', count, last_at FROM counted
UNION ALL SELECT $1::smallint, id, 0, '${mark}', 0, NULL FROM unnest($2::int[]) AS n(id)
ON CONFLICT (program_id, rule_id, member_id, "window")
DO UPDATE SET count = rule_counter.count + excluded.count, last_at = greatest(rule_counter.last_at, excluded.last_at)`

/**
 * Counts how often the rules ever paid each member, for those that look at it and did not before: from the awards that are open, once a rule; from then on
 * settling keeps the count. Answers all of these rules that keep it. The caller holds the settling lock.
 */
export async function countEver(scope: Scope, rules: readonly RuleAtVersion[]): Promise<Set<number>> {
  const kept = await everKept(scope, [...new Set(rules.map((rule) => rule.id))])
  const fresh = new Set(rules.filter((rule) => !kept.has(rule.id) && looksAtEver(rule)).map((rule) => rule.id))
  if (fresh.size > 0) await scope.sql(takeIn, [scope.program, [...fresh]])
  return new Set([...kept, ...fresh])
}
