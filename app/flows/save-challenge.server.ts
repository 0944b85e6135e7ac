import { type Actor, inTransaction } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { shows } from '#app/domain/campaigns/campaigns.ts'
import { campaignIn } from '#app/domain/campaigns/settling.server.ts'
import { changeChallenge, keepDraft } from '#app/domain/challenges/commands.server.ts'
import type { Draft } from '#app/domain/challenges/draft.ts'
import { slugFrom } from '#app/domain/challenges/slug.ts'
import { type Refused, orRefused } from '#app/foundation/outcome.ts'

/** A new draft (`id` null), or the challenge and its version that the author had before them. */
export type SaveOrder = { id: number | null; basedOn: number; draft: Draft }

/** A manager writes a challenge: a new draft, or changes to one. Whether it may be published is looked at elsewhere. */
export function saveChallenge({ id, basedOn, draft }: SaveOrder, by: Actor): Promise<{ kind: 'saved'; id: number } | Refused<'stale' | 'in_use'>> {
  return orRefused(
    () =>
      inTransaction(by, async (scope) => {
        const campaign = draft.campaignId === null ? null : await campaignIn(scope, draft.campaignId)
        const kept: Draft = campaign ? draft : { ...draft, campaignId: null }
        const held = campaign !== null && !shows(campaign, scope.now)
        const saved = id ?? (await keepDraft(scope, kept, slugFrom(kept.title), held))
        if (id !== null) await changeChallenge(scope, id, basedOn, kept, held)
        const after = {
          title: kept.title,
          award: kept.award,
          audience: kept.audience,
          steps: kept.stages.map(({ type, title }) => ({ type, title })),
        }
        await record(scope, { action: id === null ? 'challenge.added' : 'challenge.changed', objectKind: 'challenge', objectId: saved, after })
        return { kind: 'saved' as const, id: saved }
      }),
    'stale',
    'in_use',
  )
}
