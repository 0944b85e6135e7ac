import type { Scope } from '#app/db/transaction.server.ts'
import type { Policy } from '#app/domain/ledger/policy.ts'

/** Sets how the book treats debts and old points from this turn on. What held before stays known. */
export async function setPolicy(scope: Scope, turn: number, policy: Policy): Promise<void> {
  await scope.sql(
    `INSERT INTO ledger_policy (program_id, from_turn, debt, expiry_months, warn_days, worth, worth_unit, set_by, set_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      scope.program,
      turn,
      policy.debt,
      policy.expiry?.months ?? null,
      policy.expiry?.warnDays ?? [],
      policy.worth,
      policy.worthUnit,
      scope.by,
      scope.now,
    ],
  )
}
