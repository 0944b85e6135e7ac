import type { Scope } from '#app/db/transaction.server.ts'
import type { ChallengePolicy } from '#app/domain/challenges/policy.ts'

/** Settles what holds for all challenges from now on. */
export async function putPolicy(scope: Scope, { mostADay }: ChallengePolicy): Promise<void> {
  await scope.sql(
    `INSERT INTO challenge_policy (program_id, most_a_day, changed_at) VALUES ($1, $2, $3)
     ON CONFLICT (program_id) DO UPDATE SET most_a_day = $2, changed_at = $3`,
    [scope.program, mostADay, scope.now],
  )
}
