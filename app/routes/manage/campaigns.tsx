import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { BudgetBar, CampaignPill } from '#app/components/manage/campaign-standing.tsx'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { campaignTemplates, shows } from '#app/domain/campaigns/campaigns.ts'
import { campaignsOf } from '#app/domain/campaigns/queries.server.ts'
import { listedChallenges, spentByCampaign } from '#app/domain/challenges/queries/authoring.server.ts'
import { may } from '#app/domain/members/roles.ts'
import { readerOf } from './reader.server.ts'

export const meta: MetaFunction = () => [{ title: 'Campaigns' }]

/** Every campaign with its budget, and the templates to begin another from. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'see_challenge_results')
  const { program } = guest
  const [campaigns, challenges] = await Promise.all([campaignsOf(program.id), listedChallenges(program.id)])
  const spent = await spentByCampaign(
    program.id,
    campaigns.map((one) => one.id),
  )
  const now = new Date()
  return {
    campaigns: campaigns.map((one) => ({
      ...{ id: one.id, title: one.title, state: one.state, budget: one.budget, showing: shows(one, now) },
      starts: one.startsAt?.toISOString() ?? null,
      ends: one.endsAt?.toISOString() ?? null,
      spent: spent.get(one.id) ?? 0,
      challenges: challenges.filter((challenge) => challenge.campaignId === one.id && challenge.state !== 'archived').length,
    })),
    templates: campaignTemplates.map(({ slug, title, about, challenges: own, days }) => ({ slug, title, about, count: own.length, days })),
    mayEdit: may(guest.member.roles, 'edit_challenges'),
    reader: readerOf(guest),
  }
}

/** The campaigns of a program. */
export default function Campaigns() {
  const { campaigns, templates, mayEdit, reader } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        dense
        title="Campaigns"
        lead="Challenges that belong together: one banner, one time, one budget, one button that pauses them all."
        actions={mayEdit && <ButtonLink to="/manage/campaigns/new">New campaign</ButtonLink>}
      />
      <div className="flex flex-col gap-12">
        {campaigns.length === 0 && (
          <EmptyState title="No campaign yet">
            Take a template below: its challenges come along as drafts, and you change what should be different.
          </EmptyState>
        )}
        <ul className="border-t empty:hidden">
          {campaigns.map((campaign) => (
            <li key={campaign.id} className="grid gap-x-8 gap-y-2 border-b py-4 sm:grid-cols-[1fr_260px]">
              <div className="min-w-0">
                <p className="flex flex-wrap items-center gap-3 font-bold">
                  <Link to={`/manage/campaigns/${campaign.id}`} className="hover:text-leaf hover:underline">
                    {campaign.title}
                  </Link>
                  <CampaignPill state={campaign.state} showing={campaign.showing} />
                </p>
                <p className="text-sm text-muted">
                  {campaign.challenges === 1 ? '1 challenge' : `${campaign.challenges} challenges`}
                  {campaign.starts && (
                    <>
                      , from <Time iso={campaign.starts} {...reader} look="date" />
                    </>
                  )}
                  {campaign.ends && (
                    <>
                      , until <Time iso={campaign.ends} {...reader} look="date" />
                    </>
                  )}
                </p>
              </div>
              <BudgetBar budget={campaign.budget} spent={campaign.spent} reader={reader} />
            </li>
          ))}
        </ul>
        {mayEdit && (
          <Section title="Begin with a template">
            <ul className="grid gap-5 sm:grid-cols-2">
              {templates.map((template) => (
                <li key={template.slug} className="card flex flex-col p-5">
                  <h3 className="font-bold">{template.title}</h3>
                  <p className="mt-1 text-muted">{template.about}</p>
                  <p className="mt-3 text-sm text-muted">
                    {template.count} challenges, {template.days} days
                  </p>
                  <p className="mt-auto pt-5">
                    <ButtonLink to={`/manage/campaigns/new?template=${template.slug}`} size="sm" variant="outline">
                      Use this<span className="sr-only"> {template.title}</span>
                    </ButtonLink>
                  </p>
                </li>
              ))}
            </ul>
          </Section>
        )}
      </div>
    </>
  )
}
