import type { Scope } from '#app/db/transaction.server.ts'
import { Refusal } from '#app/foundation/outcome.ts'
import type { RuleDefinition } from '#app/domain/rules/rules.ts'

export type RuleRow = { id: number; state: 'on' | 'off'; version: number; definition: RuleDefinition }

/** A rule with its present version, locked until the transaction ends. Refuses `not_found`. */
export async function holdRule(scope: Scope, id: number): Promise<RuleRow> {
  const [row] = await scope.sql<RuleRow>(
    `SELECT r.id, r.state, r.version, v.definition FROM rule r
     JOIN rule_version v ON v.program_id = r.program_id AND v.rule_id = r.id AND v.version = r.version
     WHERE r.program_id = $1 AND r.id = $2 FOR UPDATE OF r`,
    [scope.program, id],
  )
  if (!row) throw new Refusal('not_found', 'This rule does not exist. Nothing was changed.')
  return row
}

/** Adds a rule, switched off, with its first version. Answers its id. */
export async function createRule(scope: Scope, definition: RuleDefinition): Promise<number> {
  const [row] = await scope.sql<{ id: number }>('INSERT INTO rule (program_id, state, version, created_at) VALUES ($1, $2, 1, $3) RETURNING id', [
    scope.program,
    'off',
    scope.now,
  ])
  if (!row) throw new Error('A rule was not written.')
  await keepVersion(scope, row.id, 1, definition)
  return row.id
}

/** Adds the next version of a rule. The earlier ones stay as they are; awards go on naming the one that made them. */
export async function addVersion(scope: Scope, id: number, version: number, definition: RuleDefinition): Promise<void> {
  await keepVersion(scope, id, version, definition)
  await scope.sql('UPDATE rule SET version = $3 WHERE program_id = $1 AND id = $2', [scope.program, id, version])
}

async function keepVersion(scope: Scope, id: number, version: number, definition: RuleDefinition): Promise<void> {
  await scope.sql(
    'INSERT INTO rule_version (program_id, rule_id, version, title, definition, saved_by, saved_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [scope.program, id, version, definition.title, JSON.stringify(definition), scope.by, scope.now],
  )
}

/** Switches a rule's state. What it judges is said by its spans alone. */
export async function setRuleState(scope: Scope, id: number, state: 'on' | 'off'): Promise<void> {
  await scope.sql('UPDATE rule SET state = $3 WHERE program_id = $1 AND id = $2', [scope.program, id, state])
}

/**
 * Ends the span that is open: activities received from `at` on are not judged by it. A span that was announced and has not begun by `now` (of a lower price)
 * never begins, and the one before it goes on until `at`.
 */
export async function endSpan(scope: Scope, id: number, at: Date, now: Date = at): Promise<void> {
  await scope.sql(
    'UPDATE rule_span SET ends_at = starts_at WHERE program_id = $1 AND rule_id = $2 AND ends_at IS NULL AND starts_at > $3::timestamptz',
    [scope.program, id, now],
  )
  await scope.sql(
    `UPDATE rule_span SET ends_at = greatest(starts_at, $3::timestamptz)
     WHERE program_id = $1 AND rule_id = $2 AND (ends_at IS NULL OR (ends_at > $4::timestamptz AND starts_at <= $4::timestamptz))`,
    [scope.program, id, at, now],
  )
}

/**
 * Starts a span at `from`, or where the last one ended if that is later: two versions of one rule are never live at once. Answers its
 * start. An empty span that began at the same instant makes way. `sinceTurn` is the program's last turn: earlier ones did not know it.
 */
export async function startSpan(scope: Scope, id: number, version: number, from: Date, sinceTurn: number): Promise<Date> {
  const [row] = await scope.sql<{ startsAt: Date }>(
    `INSERT INTO rule_span (program_id, rule_id, starts_at, version, since_turn)
     SELECT $1::smallint, $2::int, greatest($4::timestamptz, max(ends_at) FILTER (WHERE ends_at > starts_at)), $3::int, $5::bigint FROM rule_span WHERE program_id = $1 AND rule_id = $2
     ON CONFLICT (program_id, rule_id, starts_at) DO UPDATE SET version = excluded.version, ends_at = NULL, since_turn = excluded.since_turn
     RETURNING starts_at AS "startsAt"`,
    [scope.program, id, version, from, sinceTurn],
  )
  if (!row) throw new Error('A span was not written.')
  return row.startsAt
}
