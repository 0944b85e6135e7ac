import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import type { CampaignDraft, CampaignTemplate } from '#app/domain/campaigns/campaigns.ts'
import { addCampaign, changeCampaign } from '#app/domain/campaigns/commands.server.ts'
import { keepDraft } from '#app/domain/challenges/commands.server.ts'
import { slugFrom } from '#app/domain/challenges/slug.ts'
import { challengeTemplates, draftFromTemplate } from '#app/domain/challenges/templates.ts'
import { type Refused, orRefused } from '#app/foundation/outcome.ts'
import { holdCampaign } from './hold-campaign.server.ts'

/** A new campaign (`id` null), from a template with its challenges or without, or changes to the version its author had before them. */
export type CampaignOrder = { id: number | null; basedOn: number; draft: CampaignDraft; template: CampaignTemplate | null }

/** A manager writes a campaign. With a template its challenges come along as drafts. What shows changes with it, all at once. */
export function saveCampaign({ id, basedOn, draft, template }: CampaignOrder, by: Actor): Promise<{ kind: 'saved'; id: number } | Refused<'stale'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope) => {
        const saved = id ?? (await addCampaign(scope, draft, slugFrom(draft.title)))
        if (id !== null) {
          await changeCampaign(scope, id, basedOn, draft)
          await holdCampaign(scope, id)
        }
        for (const slug of template?.challenges ?? []) {
          const one = challengeTemplates.find((other) => other.slug === slug)
          if (!one) continue
          const challenge = { ...draftFromTemplate(one, draft.timeZone), campaignId: saved }
          await keepDraft(scope, challenge, slugFrom(`${draft.title} ${one.title}`), true)
        }
        await record(scope, { action: id === null ? 'campaign.added' : 'campaign.changed', objectKind: 'campaign', objectId: saved, after: draft })
        return { kind: 'saved' as const, id: saved }
      }),
    'stale',
  )
}
