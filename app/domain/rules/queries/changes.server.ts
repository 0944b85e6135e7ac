import { sqlAlone } from '#app/db/transaction.server.ts'
import { type RuleDefinition, ruleSchema } from '#app/domain/rules/rules.ts'

/** A version of a rule that was live, or will be: from when, until when, and the version that was live right before it (null: none). */
export type RuleChange = {
  rule: number
  version: number
  definition: RuleDefinition
  startsAt: Date
  endsAt: Date | null
  before: { version: number; definition: RuleDefinition } | null
}

type Row = Omit<RuleChange, 'definition' | 'before'> & { definition: unknown; beforeVersion: number | null; beforeDefinition: unknown }

const changes = `
SELECT s.rule_id AS rule, s.version, v.definition, s.starts_at AS "startsAt", s.ends_at AS "endsAt", p.version AS "beforeVersion", p.definition AS "beforeDefinition"
FROM (
  SELECT *, lag(version) OVER (PARTITION BY rule_id ORDER BY starts_at) AS previous, lag(ends_at) OVER (PARTITION BY rule_id ORDER BY starts_at) AS previous_end
  FROM rule_span WHERE program_id = $1 AND (ends_at IS NULL OR ends_at > starts_at)
) s
JOIN rule_version v ON v.program_id = s.program_id AND v.rule_id = s.rule_id AND v.version = s.version
LEFT JOIN rule_version p ON p.program_id = s.program_id AND p.rule_id = s.rule_id AND p.version = s.previous AND s.previous_end = s.starts_at
WHERE ($2::int IS NULL OR (s.rule_id = $2 AND s.version = $3)) ORDER BY s.starts_at DESC, s.rule_id LIMIT 200`

/** Every change of what was live, the newest first, those announced before all; of one version alone if it is named. Only what began or is to begin. */
export async function changesOf(program: number, named: { rule: number; version: number } | null = null): Promise<RuleChange[]> {
  const rows = await sqlAlone<Row>(changes, [program, named?.rule ?? null, named?.version ?? null])
  return rows.map(({ beforeVersion, beforeDefinition, definition, ...row }) => ({
    ...row,
    definition: ruleSchema.parse(definition),
    before: beforeVersion === null ? null : { version: beforeVersion, definition: ruleSchema.parse(beforeDefinition) },
  }))
}
