import { DateTime } from 'luxon'
import type { CampaignStart } from '#app/components/manage/campaign-form.tsx'
import { type Campaign, type CampaignTemplate, budgetLeft, shows } from '#app/domain/campaigns/campaigns.ts'
import { campaignById } from '#app/domain/campaigns/queries.server.ts'
import { listedChallenges, spentByCampaign } from '#app/domain/challenges/queries/authoring.server.ts'
import { numberFrom } from './reader.server.ts'
import { typedInstant } from './challenge-view.server.ts'

/** The campaign that the address names; 404 when there is none. */
export async function campaignOr404(program: number, id: string | undefined): Promise<Campaign> {
  const campaign = await campaignById(program, numberFrom(id) ?? 0)
  if (!campaign) throw new Response('There is no such campaign.', { status: 404, statusText: 'Not Found' })
  return campaign
}

/** A campaign as its form shows it. */
export function campaignStart({ title, story, timeZone, startsAt, endsAt, budget, banner, tone, announce, mails }: Campaign): CampaignStart {
  const instants = { startsAt: typedInstant(startsAt, timeZone), endsAt: typedInstant(endsAt, timeZone) }
  return { title, story, timeZone, ...instants, budget: budget === null ? '' : String(budget), banner, tone, announce, mails }
}

/** What a new campaign begins with: a template's words, from tomorrow for as long as it takes; or nothing. */
export function freshStart(template: CampaignTemplate | undefined, zone: string, now: Date): CampaignStart {
  const first = DateTime.fromJSDate(now, { zone }).startOf('day').plus({ days: 1, hours: 9 })
  const blank = {
    title: '',
    story: '',
    timeZone: zone,
    startsAt: '',
    endsAt: '',
    budget: '',
    banner: '',
    tone: 'leaf',
    announce: false,
    mails: false,
  }
  if (!template) return blank
  const endsAt = typedInstant(first.plus({ days: template.days }).toJSDate(), zone)
  const { title, story, banner, tone, budget } = template
  return { ...blank, title, story, banner, tone, budget: String(budget), endsAt, announce: true }
}

/** How a campaign stands: whether it shows, its budget, and its challenges. */
export async function campaignStanding(program: number, campaign: Campaign, now: Date) {
  const [all, spent] = await Promise.all([listedChallenges(program), spentByCampaign(program, [campaign.id])])
  const paid = spent.get(campaign.id) ?? 0
  return {
    showing: shows(campaign, now),
    coming: campaign.state === 'running' && campaign.startsAt !== null && campaign.startsAt > now,
    spent: paid,
    left: budgetLeft(campaign.budget, paid),
    challenges: all
      .filter((one) => one.campaignId === campaign.id)
      .map(({ id, title, state, started, completed }) => ({ id, title, state, started, completed })),
  }
}
