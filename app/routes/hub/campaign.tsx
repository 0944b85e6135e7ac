import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { anyone } from '#app/auth/guests.server.ts'
import { CampaignChallenges } from '#app/components/hub/campaign-parts.tsx'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Prose } from '#app/components/ui/prose.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { showingCampaigns } from '#app/domain/campaigns/queries.server.ts'
import { renderMarkdown } from '#app/foundation/markdown.server.ts'
import { campaignChallenges } from './campaign-view.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title ?? 'Campaign' }]

/** A campaign that shows now, with what the reader may do in it; one that does not show does not exist. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { program, member } = await anyone(request)
  const now = new Date()
  const campaign = (await showingCampaigns(program.id, now)).find((one) => one.slug === params.slug)
  if (!campaign) throw new Response('There is no such campaign now.', { status: 404, statusText: 'Not Found' })
  return {
    title: campaign.title,
    story: renderMarkdown(campaign.story),
    ends: campaign.endsAt?.toISOString() ?? null,
    challenges: await campaignChallenges(program.id, campaign, member, now),
    signedIn: member !== null,
    reader: {
      zone: member?.timeZone ?? program.timeZone,
      locale: member?.locale ?? 'en',
      now: now.toISOString(),
      pointsName: program.pointsName,
    },
  }
}

/** The page of a campaign. */
export default function Campaign() {
  const { title, story, ends, challenges, signedIn, reader } = useLoaderData<typeof loader>()
  const done = challenges.filter((challenge) => challenge.done).length
  return (
    <>
      <PageHeader
        title={title}
        lead={
          ends && (
            <>
              Until <Time iso={ends} {...reader} look="full" />
            </>
          )
        }
      />
      <div className="grid gap-x-16 gap-y-12 lg:grid-cols-[1fr_1.3fr]">
        <Prose html={story} className="max-w-prose" />
        <Section
          title="What you can do"
          lead={
            signedIn && challenges.length > 0 ? (
              <>
                <strong className="text-ink tabular-nums">
                  {done} of {challenges.length}
                </strong>{' '}
                done
              </>
            ) : undefined
          }
        >
          {challenges.length > 0 ? (
            <CampaignChallenges challenges={challenges} reader={reader} />
          ) : (
            <EmptyState
              title={signedIn ? 'Nothing here is meant for you right now' : 'Join to see what you can do'}
              action={signedIn ? <ButtonLink to="/earn">How to earn</ButtonLink> : <ButtonLink to="/sign-up">Join</ButtonLink>}
            />
          )}
        </Section>
      </div>
    </>
  )
}
