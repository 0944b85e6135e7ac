import type { Scope } from '#app/db/transaction.server.ts'

export type KnownTransfer = {
  memberId: number
  currency: number
  seq: number
  amount: number
  ruleId: number | null
  ruleVersion: number | null
  effectiveAt: Date
}

/** These lines of the book. */
export async function transfersOf(scope: Scope, names: readonly { memberId: number; currency: number; seq: number }[]): Promise<KnownTransfer[]> {
  if (names.length === 0) return []
  return scope.sql<KnownTransfer>(
    `SELECT member_id AS "memberId", currency, seq, amount, rule_id AS "ruleId", rule_version AS "ruleVersion", effective_at AS "effectiveAt"
     FROM unnest($2::bigint[], $3::smallint[], $4::int[]) AS n(member_id, currency, seq) JOIN transfer t USING (member_id, currency, seq)
     WHERE t.program_id = $1 ORDER BY member_id, currency, seq`,
    [scope.program, names.map((name) => name.memberId), names.map((name) => name.currency), names.map((name) => name.seq)],
  )
}
