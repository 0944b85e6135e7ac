import type { Scope } from '#app/db/transaction.server.ts'
import type { StorePolicy } from '#app/domain/store/caution.ts'

/** Keeps what a program settled for its store, in place of what stood there. */
export async function putStorePolicy(scope: Scope, policy: StorePolicy): Promise<void> {
  await scope.sql(
    `INSERT INTO store_policy (program_id, unit, yearly_limit, hold_days, notice_days, address_days, trust_days, trust_orders, burst)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (program_id) DO UPDATE SET unit = excluded.unit, yearly_limit = excluded.yearly_limit,
       hold_days = excluded.hold_days, notice_days = excluded.notice_days, address_days = excluded.address_days, trust_days = excluded.trust_days,
       trust_orders = excluded.trust_orders, burst = excluded.burst`,
    [
      scope.program,
      policy.unit,
      policy.yearlyLimit,
      policy.holdDays,
      policy.noticeDays,
      policy.addressDays,
      policy.trustDays,
      policy.trustOrders,
      policy.burst,
    ],
  )
}
