import { lockSettling, type Scope } from '#app/db/transaction.server.ts'
import { givePlace } from '#app/domain/challenges/commands.server.ts'
import { challengeIn, participationIn, resultsIn } from '#app/domain/challenges/settling.server.ts'
import { notify } from '#app/domain/notices/commands.server.ts'
import { payChallenge } from './pay-challenge.server.ts'

/**
 * Part of closing a challenge whose places go to the best or are drawn: gives each winner (a participation that was completed) a place, counted from 1 in the order
 * given, with the final award. Who has a place already keeps it and is paid nothing again. Answers how many places were given.
 */
export async function awardPlaces(scope: Scope, program: { timeZone: string }, challengeId: number, winners: readonly number[]): Promise<number> {
  await lockSettling(scope)
  const challenge = await challengeIn(scope, challengeId)
  if (!challenge?.places) return 0
  let given = 0
  for (const [index, id] of winners.slice(0, challenge.places.count).entries()) {
    const participation = await participationIn(scope, id)
    if (participation?.challengeId !== challengeId || participation.state !== 'completed' || participation.place !== null) continue
    const results = [...(await resultsIn(scope, id)).values()]
    const place = index + 1
    const paid = await payChallenge(scope, program, { challenge, participation: { ...participation, place }, results, note: '' })
    await givePlace(scope, id, { place, ...paid })
    const { memberId } = participation
    const word = { kind: 'challenge.place_won', title: `You won place ${place} in “${challenge.title}”`, url: `/challenges/${challenge.slug}` }
    await notify(scope, [{ memberId, key: `place:${challengeId}:${id}:${place}`, ...word }])
    given += 1
  }
  return given
}
