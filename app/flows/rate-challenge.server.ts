import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { putRating } from '#app/domain/talk/commands.server.ts'

/** A member says whether a challenge was worth their time; the last word counts. The door has found that they may see it. */
export async function rateChallenge(by: Actor & { by: number }, challenge: number, useful: boolean, now = new Date()): Promise<void> {
  await inTransaction(by, (scope) => putRating(scope, challenge, by.by, useful), now)
}
