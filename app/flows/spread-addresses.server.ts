import { lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { releaseAccounts } from '#app/domain/activities/commands/claiming.server.ts'
import { copyOwnAddresses } from '#app/domain/members/commands.server.ts'

/** Part of adding channels that know people by address: whoever linked their own address before has it there as well, with what waited. Takes the settling lock. */
export async function spreadAddresses(scope: Scope, sources: readonly number[]): Promise<void> {
  if (sources.length === 0) return
  await lockSettling(scope)
  await releaseAccounts(scope, await copyOwnAddresses(scope, sources))
}
