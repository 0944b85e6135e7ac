import type { Scope } from '#app/db/transaction.server.ts'
import type { AnnounceForm } from '#app/domain/announcements/announcements.ts'

/** Adds a rule and answers its id. */
export async function addRule(scope: Scope, rule: AnnounceForm): Promise<number> {
  const [row] = await scope.sql<{ id: number }>(
    `INSERT INTO announce_rule (program_id, source_id, trigger, what, tier, give, target, words, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
    [scope.program, rule.sourceId, rule.trigger, rule.what, rule.tier, rule.give, rule.target, rule.words, scope.now],
  )
  return row?.id ?? 0
}

/** Switches a rule on or off. Off takes back what it gave. Answers whether there is one. */
export async function setRuleState(scope: Scope, id: number, state: 'on' | 'off'): Promise<boolean> {
  const rows = await scope.sql('UPDATE announce_rule SET state = $3 WHERE program_id = $1 AND id = $2 RETURNING id', [scope.program, id, state])
  return rows.length > 0
}
