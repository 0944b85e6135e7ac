import type { Scope } from '#app/db/transaction.server.ts'
import type { Wishes } from '#app/domain/members/wishes.ts'

/** Keeps what a member says about interests, languages, country and gifts, in place of what stood there. */
export async function keepWishes(scope: Scope, member: number, wishes: Wishes): Promise<void> {
  await scope.sql(
    `UPDATE member SET interests = $3, languages = $4, country = $5, shirt_size = $6, reward_wishes = $7
     WHERE program_id = $1 AND id = $2 AND state <> 'erased'`,
    [scope.program, member, wishes.interests, wishes.languages, wishes.country, wishes.shirtSize, wishes.rewardWishes],
  )
}
