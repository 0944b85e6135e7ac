import { type Actor, inTransaction, lockSettling } from '#app/db/transaction.server.ts'
import { record } from '#app/domain/audit/commands.server.ts'
import { setCampaignState } from '#app/domain/campaigns/commands.server.ts'
import { listedChallenges } from '#app/domain/challenges/queries/authoring.server.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { type Refused, orRefused } from '#app/foundation/outcome.ts'
import { holdCampaign } from './hold-campaign.server.ts'
import { publishChallenge } from './publish-challenge.server.ts'

/** A challenge that is not ready, with what is missing. */
export type Unready = { id: number; title: string; words: string[] }
type Started = { kind: 'started'; published: number } | { kind: 'unready'; challenges: Unready[] } | Refused<'wrong_state' | 'empty'>

/**
 * A manager starts a campaign: every draft in it is checked and published, and it shows from its start on (at once if that has passed). If one is not ready, the
 * campaign stays a draft and the others stay published but held, so that nothing shows in part.
 */
export async function startCampaign(
  program: Program,
  id: number,
  by: Actor,
  known: ReadonlySet<string> | null = null,
  now = new Date(),
): Promise<Started> {
  const own = (await listedChallenges(program.id)).filter((one) => one.campaignId === id && (one.state === 'draft' || one.state === 'published'))
  if (own.length === 0) return { kind: 'empty', message: 'Put at least one challenge into the campaign before you start it.' }
  const unready: Unready[] = []
  const drafts = own.filter((one) => one.state === 'draft')
  for (const draft of drafts) {
    const done = await publishChallenge(program, draft.id, by, known, now)
    if ('faults' in done) unready.push({ id: draft.id, title: draft.title, words: done.faults.map((fault) => fault.words) })
    else if ('message' in done) unready.push({ id: draft.id, title: draft.title, words: [done.message] })
  }
  if (unready.length > 0) return { kind: 'unready', challenges: unready }
  return orRefused(
    () =>
      inTransaction(
        by,
        async (scope) => {
          await lockSettling(scope)
          await setCampaignState(scope, id, ['draft'], 'running')
          await holdCampaign(scope, id)
          await record(scope, { action: 'campaign.started', objectKind: 'campaign', objectId: id, after: { published: drafts.length } })
          return { kind: 'started' as const, published: drafts.length }
        },
        now,
      ),
    'wrong_state',
  )
}
