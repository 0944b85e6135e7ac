import { turnCampaigns } from '#app/flows/turn-campaigns.server.ts'

/** Shows the campaigns of a program whose start has come, and ends those whose end has passed. Answers 0, so that the next look comes after the pause. */
export async function keepCampaigns(program: number): Promise<number> {
  await turnCampaigns(program)
  return 0
}
