import { inTransaction, lockSettling } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { setCampaignState } from '#app/domain/campaigns/commands.server.ts'
import { dueCampaigns } from '#app/domain/campaigns/queries.server.ts'
import { closeOfCampaign } from '#app/domain/challenges/commands.server.ts'
import { holdCampaign } from './hold-campaign.server.ts'

/** What the clock does to campaigns: those whose start has come show, those whose end has passed are over and their challenges close. Nobody needs to be signed in. */
export async function turnCampaigns(program: number, now = new Date()): Promise<void> {
  const due = await dueCampaigns(program, now)
  for (const { id, over } of due)
    await inTransaction(
      { program, by: null },
      async (scope) => {
        await lockSettling(scope)
        if (over) {
          await setCampaignState(scope, id, ['running'], 'ended')
          await closeOfCampaign(scope, id)
          await record(scope, { action: 'campaign.ended', objectKind: 'campaign', objectId: id })
        }
        await holdCampaign(scope, id)
      },
      now,
    )
}
