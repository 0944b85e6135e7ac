import type { Scope } from '#app/db/transaction.server.ts'
import { shows } from '#app/domain/campaigns/campaigns.ts'
import { noteShown } from '#app/domain/campaigns/commands.server.ts'
import { campaignIn } from '#app/domain/campaigns/settling.server.ts'
import { pauseChallenges } from '#app/domain/challenges/commands.server.ts'
import { tellCampaigns } from './tell-campaigns.server.ts'

/** Part of every story that changes a campaign: its challenges are held while it does not show, and released while it does; members hear of it when they should. */
export async function holdCampaign(scope: Scope, id: number): Promise<void> {
  const campaign = await campaignIn(scope, id)
  if (!campaign) return
  const shown = shows(campaign, scope.now)
  if (!(await noteShown(scope, id, shown))) return
  await pauseChallenges(scope, id, !shown)
  if (shown) await tellCampaigns(scope)
}
