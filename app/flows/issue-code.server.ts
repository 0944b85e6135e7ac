import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { issueCode as makeCode } from '#app/domain/access/commands.server.ts'

/** A member asks for a code to tell our bot in a channel: whoever tells it within ten minutes proves that both accounts are theirs. */
export async function issueCode(actor: Actor, member: number): Promise<{ kind: 'issued'; code: string }> {
  return { kind: 'issued', code: await inTransaction(actor, (scope) => makeCode(scope, member)) }
}
