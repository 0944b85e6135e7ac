import { audienceSize } from '#app/domain/boards/queries/audience.server.ts'
import { budgetLeft } from '#app/domain/campaigns/campaigns.ts'
import { campaignById } from '#app/domain/campaigns/queries.server.ts'
import { type CheckGround, type Fault, faultsOf } from '#app/domain/challenges/checks.ts'
import type { Draft } from '#app/domain/challenges/draft.ts'
import { listedChallenges, spentByCampaign } from '#app/domain/challenges/queries/authoring.server.ts'
import { stageTypes } from '#app/domain/challenges/types/index.ts'
import type { Program } from '#app/domain/programs/programs.ts'
import { Unreachable, fetchPublic } from '#app/foundation/fetch-public.server.ts'
import { checkChosen } from './check-chosen.server.ts'

const types = new Map(stageTypes.map((type) => [type.id, type]))

/** What is wrong with a draft, how many members it is meant for, and what is left of its campaign's budget. */
export type Checked = { faults: Fault[]; audience: number; left: number | null }

/**
 * Looks at a draft as it would be published now; `id` is the challenge's own, null while it is new. With `links` it also asks every address that members would be
 * sent to, which can take some seconds. `known`: every kind of activity there is; null leaves that out. Writes nothing, and must not be called inside a transaction.
 */
export async function checkChallenge(
  program: Program,
  id: number | null,
  draft: Draft,
  links: boolean,
  now: Date,
  known: ReadonlySet<string> | null = null,
): Promise<Checked> {
  const [audience, others, campaign, dead, chosen] = await Promise.all([
    audienceSize(program.id, draft.audience, now),
    listedChallenges(program.id),
    campaignGround(program.id, draft.campaignId, now),
    links ? deadLinks(draft) : new Map<string, string>(),
    checkChosen(program.id, draft, known, now),
  ])
  const ground: CheckGround = {
    now,
    id,
    types,
    audience,
    others,
    campaign,
    dead,
    ...chosen,
    pointsName: program.pointsName,
  }
  return { faults: faultsOf(draft, ground), audience, left: campaign?.left ?? null }
}

async function campaignGround(program: number, id: number | null, now: Date): Promise<CheckGround['campaign']> {
  if (id === null) return null
  const [campaign, spent] = await Promise.all([campaignById(program, id), spentByCampaign(program, [id])])
  if (!campaign) return null
  const over = campaign.state === 'ended' || (campaign.endsAt !== null && campaign.endsAt <= now)
  return { title: campaign.title, left: budgetLeft(campaign.budget, spent.get(id) ?? 0), over }
}

const sentTo = new Set(['visit', 'join_group', 'review_elsewhere'])

/** The steps whose address did not answer, each with a sentence. A site that wants a sign-in or turns machines away does answer. */
async function deadLinks({ stages }: Draft): Promise<Map<string, string>> {
  const asked = stages.flatMap(({ key, type, settings }) =>
    sentTo.has(type) && typeof settings.url === 'string' ? [{ key, url: settings.url }] : [],
  )
  const found = await Promise.all(asked.map(async ({ key, url }) => [key, await wrongWith(url)] as const))
  return new Map(found.flatMap(([key, words]) => (words === null ? [] : [[key, words] as const])))
}

async function wrongWith(url: string): Promise<string | null> {
  try {
    const { status } = await fetchPublic(url, { method: 'GET' })
    if (status === 404 || status === 410) return `there is no page at ${url}. Check the address.`
    return status >= 500 ? `${url} answers with an error (${status}). Try again later, or choose another page.` : null
  } catch (error) {
    if (error instanceof Unreachable) return `${url} does not answer. ${error.message}`
    throw error
  }
}
