import { DateTime } from 'luxon'
import type { Scope } from '#app/db/transaction.server.ts'
import type { Challenge, Stage } from '#app/domain/challenges/challenges.ts'
import { withinDay } from '#app/domain/challenges/policy.ts'
import { policyOf } from '#app/domain/challenges/queries/policy.server.ts'
import type { Participation } from '#app/domain/challenges/settling.server.ts'
import { currenciesIn, pointsGranted } from '#app/domain/ledger/settling.server.ts'
import { holdersIn, personsOf } from '#app/domain/members/settling.server.ts'
import { grantAwards } from './grant-awards.server.ts'

type Paid = { challenge: Challenge; stage: Stage | null; participation: Participation; amount: number; note: string; words?: string }

/**
 * Part of passing a stage and (without a stage) of the end: gives the amount under its key, once for each stage, member and round, as far as the program's most a
 * day allows. Answers the key and what was given; a key of null where there is nothing to give.
 */
export async function payStage(scope: Scope, program: { timeZone: string }, paid: Paid): Promise<{ grantId: string | null; points: number }> {
  const { challenge, stage, participation, note, words = '' } = paid
  if (paid.amount === 0) return { grantId: null, points: 0 }
  const { currency } = challenge.award
  const known = currency === 'points' ? undefined : (await currenciesIn(scope)).get(currency)
  if (currency !== 'points' && known === undefined) throw new Error(`There is no currency “${currency}”.`)
  const what = stage ? `You did step ${stage.position} of “${challenge.title}”: ${stage.title}.` : `You completed “${challenge.title}”.`
  const grantId = `challenge:${challenge.id}:${stage?.id ?? 'final'}:${participation.memberId}:${participation.round}`
  const today = known === undefined ? await leftToday(scope, participation.memberId, paid.amount) : { amount: paid.amount, words: '' }
  const reason = [what, words, today.words, note && `The reviewer wrote: ${note}`].filter(Boolean).join(' ')
  const [given] = await grantAwards(scope, program, [
    {
      memberId: participation.memberId,
      amount: today.amount,
      ...(known !== undefined && { currency: known }),
      kind: 'challenge.award',
      externalId: grantId,
      title: challenge.title,
      url: `/challenges/${challenge.slug}`,
      reason,
    },
  ])
  return { grantId, points: given?.amount ?? 0 }
}

/** What of an amount the program's most a day leaves to this person, on this day of their own calendar, over all their accounts. */
async function leftToday(scope: Scope, memberId: number, amount: number): Promise<{ amount: number; words: string }> {
  const { mostADay } = await policyOf(scope.program, scope.sql)
  if (mostADay === null) return { amount, words: '' }
  const { person = memberId, timeZone = 'UTC' } = (await personsOf(scope, [memberId])).get(memberId) ?? {}
  const since = DateTime.fromJSDate(scope.now, { zone: timeZone }).startOf('day').toJSDate()
  const given = await pointsGranted(scope, await holdersIn(scope, person), 'challenge:', since)
  return withinDay(amount, given, mostADay)
}
