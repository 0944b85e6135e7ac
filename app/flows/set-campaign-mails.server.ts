import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { setQuiet } from '#app/domain/campaigns/commands.server.ts'

/** A member switches mails about campaigns off for themselves, or on again. */
export async function setCampaignMails(by: Actor & { by: number }, wanted: boolean): Promise<void> {
  await inTransaction(by, (scope) => setQuiet(scope, by.by, !wanted))
}
