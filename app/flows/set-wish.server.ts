import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { setWish as keepWish } from '#app/domain/store/commands/wishes.server.ts'
import { liveRewards } from '#app/domain/store/settling.server.ts'

/** A member puts a reward on the wish list, or takes it off; twice is once. Answers false when there is no such reward. */
export async function setWish(by: Actor, program: Program, memberId: number, slug: string, wanted: boolean): Promise<boolean> {
  return inTransaction({ ...by, program: program.id }, async (scope) => {
    const [reward] = await liveRewards(scope, slug)
    if (reward === undefined) return false
    await keepWish(scope, memberId, reward, wanted)
    return true
  })
}
