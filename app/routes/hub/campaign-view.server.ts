import type { SignedIn } from '#app/auth/guests.server.ts'
import { audiencesWith } from '#app/domain/boards/queries/audience.server.ts'
import type { Campaign } from '#app/domain/campaigns/campaigns.ts'
import { showingCampaigns } from '#app/domain/campaigns/queries.server.ts'
import { opennessOf, worthOf } from '#app/domain/challenges/challenges.ts'
import { challengesOfCampaign } from '#app/domain/challenges/queries/definitions.server.ts'
import { doneChallenges } from '#app/domain/challenges/queries/done.server.ts'

/** The line about the newest campaign that shows, for the home page; null without one. */
export async function bannerView(program: number, now: Date) {
  const campaign = (await showingCampaigns(program, now)).find((one) => one.banner !== '')
  if (!campaign) return null
  const { slug, title, banner, tone, endsAt } = campaign
  return { slug, title, banner, tone, endsAt: endsAt?.toISOString() ?? null }
}

/** The challenges of a campaign that a reader may see, with what they have done of them. */
export async function campaignChallenges(program: number, campaign: Campaign, member: SignedIn | null, now: Date) {
  const own = (await challengesOfCampaign(program, campaign.id)).filter((one) => opennessOf(one, now) !== 'hidden')
  const [meant, done] = await Promise.all([
    member
      ? audiencesWith(
          program,
          member.id,
          own.map((one) => one.audience),
          now,
          undefined,
          true,
        )
      : own.map((one) => one.audience.visitors === true),
    member ? doneChallenges(program, [member.id]) : new Map<number, ReadonlySet<string>>(),
  ])
  const finished = member ? done.get(member.id) : undefined
  return own
    .filter((_, index) => meant[index])
    .map((one) => {
      const { slug, title, summary, minutes } = one
      return {
        slug,
        title,
        summary,
        minutes,
        worth: worthOf(one),
        steps: one.stages.length,
        state: opennessOf(one, now),
        done: finished?.has(slug) === true,
      }
    })
}
