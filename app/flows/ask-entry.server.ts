import type { Scope } from '#app/db/transaction.server.ts'
import { audiencesWith } from '#app/domain/boards/queries/audience.server.ts'
import { budgetLeft } from '#app/domain/campaigns/campaigns.ts'
import { campaignIn } from '#app/domain/campaigns/settling.server.ts'
import { type Challenge, opennessOf, worthOf } from '#app/domain/challenges/challenges.ts'
import { spentByCampaign } from '#app/domain/challenges/queries/authoring.server.ts'
import { nextRound } from '#app/domain/challenges/rounds.ts'
import { completedAmong, type Participation, placesTaken, roundsIn } from '#app/domain/challenges/settling.server.ts'
import { pausedAmong, zonesOf } from '#app/domain/members/settling.server.ts'
import { Refusal } from '#app/foundation/outcome.ts'

const pausedWords = 'Earning is paused for your account, so you cannot take part now. Why, and how to appeal, stands on the page “Fair play”.'

/** In the present round already, or free to begin one of this name (`before`: it was tried, and failed or was given up). */
export type Entry = { kind: 'going'; participation: Participation } | { kind: 'free'; round: string; before: Participation | null }

/**
 * Part of every story by which a person takes part: whether they may now (`at`: when it was done, for deeds that come later). Refuses with `not_found` (hidden, or
 * not meant for them), `not_open`, `needs`, `wait`, `done`, `places_gone`.
 */
export async function askEntry(scope: Scope, challenge: Challenge, memberId: number, at = scope.now): Promise<Entry> {
  const open = opennessOf(challenge, scope.now)
  const [meant] = await audiencesWith(scope.program, memberId, [challenge.audience], scope.now, scope.sql)
  if (!meant && (await pausedAmong(scope, [memberId])).has(memberId)) throw new Refusal('not_open', pausedWords)
  if (open === 'hidden' || !meant) throw new Refusal('not_found', 'There is no such challenge.')
  const rounds = await roundsIn(scope, challenge.id, memberId)
  const zone = (await zonesOf(scope, [memberId])).get(memberId) ?? 'UTC'
  const next = nextRound(challenge.recurrence, rounds, at, zone)
  if (open !== 'open' || opennessOf(challenge, at) !== 'open')
    throw new Refusal('not_open', open === 'soon' ? 'This challenge is not open yet.' : 'This challenge is closed.')
  if (next.kind === 'wait')
    throw new Refusal(
      'wait',
      next.why === 'cooldown' ? 'Wait a little before the next try.' : 'You did it for this time. Come back for the next round.',
    )
  if (next.kind === 'done') throw new Refusal('done', 'You have done this one.')
  if (next.kind === 'going') {
    const participation = rounds.find((one) => one.round === next.round)
    if (participation) return { kind: 'going', participation }
  }
  const done = await completedAmong(scope, memberId, challenge.needs)
  if (challenge.needs.some((id) => !done.has(id))) throw new Refusal('needs', 'Something else comes first: see what this challenge needs.')
  const { places } = challenge
  if (places?.kind === 'first' && (await placesTaken(scope, challenge.id)).length >= places.count)
    throw new Refusal('places_gone', 'All places are taken.')
  await askBudget(scope, challenge)
  return { kind: 'free', round: next.round, before: rounds.find((one) => one.round === next.round) ?? null }
}

/** Whoever has begun is paid to the end; nobody new begins what the campaign's budget might not cover. */
async function askBudget(scope: Scope, challenge: Challenge): Promise<void> {
  if (challenge.campaignId === null) return
  const campaign = await campaignIn(scope, challenge.campaignId)
  if (!campaign || campaign.budget === null) return
  const spent = (await spentByCampaign(scope.program, [campaign.id], scope.sql)).get(campaign.id) ?? 0
  if ((budgetLeft(campaign.budget, spent) ?? 0) < worthOf(challenge).max)
    throw new Refusal('not_open', 'The budget of this campaign is used up, so nobody new can begin. Whoever has begun is paid.')
}
