import type { Scope } from '#app/db/transaction.server.ts'
import type { Challenge, Stage } from '#app/domain/challenges/challenges.ts'
import type { Participation } from '#app/domain/challenges/settling.server.ts'
import { currenciesIn } from '#app/domain/ledger/settling.server.ts'
import { grantAwards } from './grant-awards.server.ts'

type Paid = { challenge: Challenge; stage: Stage | null; participation: Participation; amount: number; note: string; words?: string }

/**
 * Part of passing a stage and (without a stage) of the end: gives the amount under its key, once for each stage, member and round. Answers the key; null where
 * there is nothing to give.
 */
export async function payStage(scope: Scope, program: { timeZone: string }, paid: Paid): Promise<string | null> {
  const { challenge, stage, participation, amount, note, words = '' } = paid
  if (amount === 0) return null
  const { currency } = challenge.award
  const known = currency === 'points' ? undefined : (await currenciesIn(scope)).get(currency)
  if (currency !== 'points' && known === undefined) throw new Error(`There is no currency “${currency}”.`)
  const what = stage ? `You did step ${stage.position} of “${challenge.title}”: ${stage.title}.` : `You completed “${challenge.title}”.`
  const externalId = `challenge:${challenge.id}:${stage?.id ?? 'final'}:${participation.memberId}:${participation.round}`
  const reason = [what, words, note && `The reviewer wrote: ${note}`].filter(Boolean).join(' ')
  await grantAwards(scope, program, [
    {
      memberId: participation.memberId,
      amount,
      ...(known !== undefined && { currency: known }),
      kind: 'challenge.award',
      externalId,
      title: challenge.title,
      url: `/challenges/${challenge.slug}`,
      reason,
    },
  ])
  return externalId
}
