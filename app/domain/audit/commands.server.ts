import type { Scope } from '#app/db/transaction.server.ts'

/** One change as the audit log keeps it. `action` is a verb in the past with its room ("rule.changed"); people appear as numbers only. */
export type Change = {
  action: string
  objectKind: string
  objectId: string | number
  before?: unknown
  after?: unknown
  reason?: string
}

// Both rows in one statement: the entry stays for good, the words about it can be erased.
const write = `
WITH entry AS (
  INSERT INTO audit_entry (program_id, at, actor_id, action, object_kind, object_id) VALUES ($1, $2, $3, $4, $5, $6) RETURNING program_id, id
), detail AS (
  INSERT INTO audit_detail (program_id, audit_id, before, after, reason)
  SELECT program_id, id, $7::jsonb, $8::jsonb, $9::text FROM entry WHERE num_nonnulls($7::jsonb, $8::jsonb, $9::text) > 0
)
SELECT id FROM entry`

/** Records who (the scope's person, or the hub) did what to what. Answers the entry's id. */
export async function record(scope: Scope, change: Change): Promise<number> {
  const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value))
  const [row] = await scope.sql<{ id: number }>(write, [
    scope.program,
    scope.now,
    scope.by,
    change.action,
    change.objectKind,
    String(change.objectId),
    json(change.before),
    json(change.after),
    change.reason ?? null,
  ])
  if (!row) throw new Error('The audit log took no entry.')
  return row.id
}
