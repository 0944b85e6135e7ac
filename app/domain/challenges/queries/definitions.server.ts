import { sqlAlone } from '#app/db/transaction.server.ts'
import type { Challenge } from '#app/domain/challenges/challenges.ts'
import { knownChallenges, readChallenge } from '#app/domain/challenges/definitions.server.ts'

/** One challenge as it stands now, in whatever state; null if there is none. */
export function wholeChallenge(program: number, id: number): Promise<Challenge | null> {
  return readChallenge(sqlAlone, program, id)
}

/** Every challenge of a campaign that was published and not put away. Whether members see it hangs on time and audience. */
export async function challengesOfCampaign(program: number, campaignId: number): Promise<Challenge[]> {
  return (await knownChallenges(sqlAlone, program)).challenges.filter((one) => one.campaignId === campaignId)
}
