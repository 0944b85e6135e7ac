import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { putPolicy } from '#app/domain/challenges/commands.server.ts'
import type { ChallengePolicy } from '#app/domain/challenges/policy.ts'
import { policyOf } from '#app/domain/challenges/queries/policy.server.ts'

/** A manager settles how much challenges give to one person a day at most, from now on. */
export async function capChallenges(by: Actor, policy: ChallengePolicy): Promise<void> {
  await inTransaction(by, async (scope) => {
    const before = await policyOf(scope.program, scope.sql)
    await putPolicy(scope, policy)
    await record(scope, { action: 'challenges.capped', objectKind: 'program', objectId: scope.program, before, after: policy })
  })
}
