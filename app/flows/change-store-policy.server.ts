import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import type { StorePolicy } from '#app/domain/store/caution.ts'
import { putStorePolicy } from '#app/domain/store/commands/policy.server.ts'
import { storePolicyAt } from '#app/domain/store/settling.server.ts'

/** A manager settles what holds for the whole store, from now on. */
export async function changeStorePolicy(by: Actor, policy: StorePolicy): Promise<void> {
  await inTransaction(by, async (scope) => {
    const before = await storePolicyAt(scope)
    await putStorePolicy(scope, policy)
    await record(scope, { action: 'store.policy_changed', objectKind: 'program', objectId: scope.program, before, after: policy })
  })
}
