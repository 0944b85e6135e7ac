import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { anyone, requireMember } from '#app/auth/guests.server.ts'
import { CampaignChallenges } from '#app/components/hub/campaign-parts.tsx'
import { Button, ButtonLink } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Prose } from '#app/components/ui/prose.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { isQuiet, showingCampaigns } from '#app/domain/campaigns/queries.server.ts'
import { setCampaignMails } from '#app/flows/set-campaign-mails.server.ts'
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
    quiet: member ? await isQuiet(program.id, member.id) : null,
    reader: {
      zone: member?.timeZone ?? program.timeZone,
      locale: member?.locale ?? 'en',
      now: now.toISOString(),
      pointsName: program.pointsName,
    },
  }
}

/** Switches mails about campaigns off for this member, or on again. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { program, member } = await requireMember(request)
  await setCampaignMails({ program: program.id, by: member.id }, (await request.formData()).get('mails') === 'on')
  return redirect(`/campaigns/${params.slug}#mails`, 303)
}

/** The page of a campaign. */
export default function Campaign() {
  const { title, story, ends, challenges, signedIn, quiet, reader } = useLoaderData<typeof loader>()
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
      {quiet !== null && (
        <Form
          method="post"
          id="mails"
          className="mt-14 flex flex-wrap items-center gap-x-4 gap-y-2 border-t pt-5 text-sm text-muted"
          preventScrollReset
        >
          <p>{quiet ? 'You get no mails about campaigns.' : 'Some campaigns write to you when they begin and before they end.'}</p>
          <Button name="mails" value={quiet ? 'on' : 'off'} variant="outline" size="sm">
            {quiet ? 'Send me mails about campaigns' : 'No mails about campaigns'}
          </Button>
        </Form>
      )}
    </>
  )
}
