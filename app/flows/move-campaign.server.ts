import { type Actor, inTransaction, lockSettling } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import type { CampaignState } from '#app/domain/campaigns/campaigns.ts'
import { setCampaignState } from '#app/domain/campaigns/commands.server.ts'
import { closeOfCampaign } from '#app/domain/challenges/commands.server.ts'
import { type Refused, orRefused } from '#app/foundation/outcome.ts'
import { holdCampaign } from './hold-campaign.server.ts'

/** What a manager can do with a campaign as a whole, beside starting it. */
export type CampaignMove = 'pause' | 'resume' | 'end'

const moves: Readonly<Record<CampaignMove, { from: readonly CampaignState[]; to: CampaignState }>> = {
  pause: { from: ['running'], to: 'paused' },
  resume: { from: ['paused'], to: 'running' },
  end: { from: ['running', 'paused'], to: 'ended' },
}

/**
 * A manager pauses a campaign, and nothing of it is to be seen anywhere from the next look on; resumes it, and it is as it was; or ends it, and its challenges close.
 * Under the settling lock, so that no stage is passed half before and half after.
 */
export function moveCampaign(id: number, move: CampaignMove, by: Actor, now = new Date()): Promise<{ kind: 'moved' } | Refused<'wrong_state'>> {
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope) => {
          await lockSettling(scope)
          const { from, to } = moves[move]
          await setCampaignState(scope, id, from, to)
          await holdCampaign(scope, id)
          if (move === 'end') await closeOfCampaign(scope, id)
          await record(scope, { action: `campaign.${move === 'end' ? 'ended' : `${move}d`}`, objectKind: 'campaign', objectId: id })
          return { kind: 'moved' as const }
        },
        now,
      ),
    'wrong_state',
  )
}
