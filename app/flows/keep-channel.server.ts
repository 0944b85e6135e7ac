import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { createSource } from '#app/domain/activities/commands.server.ts'

/** Makes sure that there is a channel for the accounts of a way in, and answers its id. One that is there stays as it is. */
export function keepChannel(actor: Actor, channel: { adapter: string; slug: string; title: string }): Promise<number> {
  return inTransaction(actor, (scope) => createSource(scope, channel))
}
