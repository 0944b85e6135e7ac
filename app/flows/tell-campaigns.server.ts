import type { Scope } from '#app/db/transaction.server.ts'
import { takeUntold } from '#app/domain/campaigns/commands.server.ts'
import { activeMembers } from '#app/domain/members/settling.server.ts'
import { notify } from '#app/domain/notices/commands.server.ts'

const portion = 1_000

/** Part of what makes campaigns show: members get a notice of one that wants to be announced, once. */
export async function tellCampaigns(scope: Scope): Promise<void> {
  for (const { id, slug, title, banner } of await takeUntold(scope)) {
    for (let after = 0; ;) {
      const members = await activeMembers(scope, after, portion)
      const words = members.map((memberId) => ({
        memberId,
        key: `campaign:${id}:${memberId}`,
        kind: 'campaign.started',
        title,
        body: banner,
        url: `/campaigns/${slug}`,
      }))
      await notify(scope, words)
      if (members.length < portion) break
      after = members.at(-1) ?? after
    }
  }
}
