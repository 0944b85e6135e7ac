import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { CampaignForm } from '#app/components/manage/campaign-form.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { campaignSchema, campaignTemplates } from '#app/domain/campaigns/campaigns.ts'
import { challengeTemplates } from '#app/domain/challenges/templates.ts'
import { saveCampaign } from '#app/flows/save-campaign.server.ts'
import { zoneChoices } from '#app/routes/hub/zone-choices.server.ts'
import { freshStart } from './campaign-view.server.ts'
import { readerOf } from './reader.server.ts'

export const meta: MetaFunction = () => [{ title: 'New campaign' }]

const templateIn = (request: Request) => {
  const slug = new URL(request.url).searchParams.get('template')
  return campaignTemplates.find((one) => one.slug === slug)
}

/** What a new campaign begins with. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'edit_challenges')
  const template = templateIn(request)
  return {
    start: freshStart(template, guest.program.timeZone, new Date()),
    comes: (template?.challenges ?? []).map((slug) => challengeTemplates.find((one) => one.slug === slug)?.title ?? slug),
    zones: zoneChoices(guest.program.timeZone),
    reader: readerOf(guest),
  }
}

/** Keeps the campaign as a draft, with the challenges of its template. */
export async function action({ request }: ActionFunctionArgs) {
  const { actor } = await requireStaff(request, 'edit_challenges')
  const submission = parseWithZod(await request.formData(), { schema: campaignSchema })
  if (submission.status !== 'success') return data({ result: submission.reply(), refusal: null }, { status: 400 })
  const saved = await saveCampaign({ id: null, basedOn: 0, draft: submission.value, template: templateIn(request) ?? null }, actor)
  if ('message' in saved) return data({ result: submission.reply(), refusal: saved.message }, { status: 409 })
  return redirect(`/manage/campaigns/${saved.id}?told=added`, 303)
}

/** The form of a new campaign. */
export default function NewCampaign() {
  const { start, comes, zones, reader } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageHeader
        dense
        title="New campaign"
        lead={comes.length > 0 ? `These come along as drafts: ${comes.join(', ')}.` : 'Save it first, then put challenges into it.'}
        crumbs={[{ label: 'Campaigns', to: '/manage/campaigns' }, { label: 'New campaign' }]}
      />
      <CampaignForm
        start={start}
        zones={zones}
        version={0}
        result={sent?.result ?? null}
        refusal={sent?.refusal ?? null}
        pointsName={reader.pointsName}
      />
    </>
  )
}
