import { mailCampaigns } from '#app/flows/mail-campaigns.server.ts'
import { turnCampaigns } from '#app/flows/turn-campaigns.server.ts'

/** Shows the campaigns of a program whose start has come, ends those whose end has passed, and writes their mails. Answers 0, so that the next look comes after the pause. */
export async function keepCampaigns(program: number): Promise<number> {
  await turnCampaigns(program)
  await mailCampaigns(program)
  return 0
}
