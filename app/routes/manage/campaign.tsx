import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { CampaignForm } from '#app/components/manage/campaign-form.tsx'
import { CampaignBeside, UnreadyNotice } from '#app/components/manage/campaign-beside.tsx'
import { CampaignPill } from '#app/components/manage/campaign-standing.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { campaignSchema } from '#app/domain/campaigns/campaigns.ts'
import { may } from '#app/domain/members/roles.ts'
import { type CampaignMove, moveCampaign } from '#app/flows/move-campaign.server.ts'
import { saveCampaign } from '#app/flows/save-campaign.server.ts'
import { type Unready, startCampaign } from '#app/flows/start-campaign.server.ts'
import { zoneChoices } from '#app/routes/hub/zone-choices.server.ts'
import { campaignOr404, campaignStanding, campaignStart } from './campaign-view.server.ts'
import { numberFrom, readerOf } from './reader.server.ts'
import { knownKinds } from './rule-view.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: view }) => [{ title: view?.title ?? 'Campaign' }]

/** One campaign: its words, its challenges, its budget. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'see_challenge_results')
  const campaign = await campaignOr404(guest.program.id, params.id)
  const { id, slug, title, state, budget, version } = campaign
  return {
    ...{ id, slug, title, state, budget, version },
    start: campaignStart(campaign),
    zones: zoneChoices(campaign.timeZone),
    standing: await campaignStanding(guest.program.id, campaign, new Date()),
    told: new URL(request.url).searchParams.get('told'),
    mayEdit: may(guest.member.roles, 'edit_challenges'),
    reader: readerOf(guest),
  }
}

const moves = ['pause', 'resume', 'end'] as const satisfies readonly CampaignMove[]

/** Saves it, starts it, pauses and resumes it, or ends it. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { program, actor } = await requireStaff(request, 'edit_challenges')
  const { id } = await campaignOr404(program.id, params.id)
  const form = await request.formData()
  const wish = String(form.get('do') ?? 'save')
  const here = `/manage/campaigns/${id}`
  const none = { result: null, refusal: null as string | null, unready: [] as Unready[] }
  const move = moves.find((one) => one === wish)
  if (move) {
    const moved = await moveCampaign(id, move, actor)
    return 'message' in moved ? data({ ...none, refusal: moved.message }, { status: 409 }) : redirect(`${here}?told=${move}`, 303)
  }
  if (wish === 'start') {
    const started = await startCampaign(program, id, actor, knownKinds())
    if (started.kind === 'started') return redirect(`${here}?told=start`, 303)
    if ('challenges' in started) return data({ ...none, unready: started.challenges }, { status: 400 })
    return data({ ...none, refusal: started.message }, { status: 409 })
  }
  const submission = parseWithZod(form, { schema: campaignSchema })
  if (submission.status !== 'success') return data({ ...none, result: submission.reply() }, { status: 400 })
  const saved = await saveCampaign({ id, basedOn: numberFrom(form.get('basedOn')) ?? 0, draft: submission.value, template: null }, actor)
  if ('message' in saved) return data({ ...none, result: submission.reply(), refusal: saved.message }, { status: 409 })
  return redirect(`${here}?told=saved`, 303)
}

const toldWords: Record<string, string> = {
  added: 'Your campaign is a draft. Look at its challenges, then start it.',
  saved: 'Saved.',
  start: 'It is started. Its challenges open when it begins; if its start has passed, they are open now.',
  pause: 'It is paused. Nothing of it is to be seen until you resume it; what members have done so far is kept.',
  resume: 'It runs again, and everything is where it was.',
  end: 'It is over. Its challenges are closed.',
}

/** One campaign. */
export default function Campaign() {
  const view = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const { title, start, zones, standing, told, mayEdit, reader } = view
  return (
    <>
      <PageHeader
        dense
        title={
          <span className="flex flex-wrap items-center gap-3">
            {title} <CampaignPill state={view.state} showing={standing.showing} />
          </span>
        }
        crumbs={[{ label: 'Campaigns', to: '/manage/campaigns' }, { label: title }]}
      />
      <div className="flex flex-col gap-7">
        {told && toldWords[told] && !sent && (
          <Notice tone="good" announce>
            {toldWords[told]}
          </Notice>
        )}
        <UnreadyNotice unready={sent?.unready ?? []} />
        <div className="grid items-start gap-x-12 gap-y-10 xl:grid-cols-[minmax(0,1fr)_340px]">
          {mayEdit && (
            <CampaignForm
              key={view.version}
              start={start}
              zones={zones}
              version={view.version}
              result={sent?.result ?? null}
              refusal={sent?.refusal ?? null}
              pointsName={reader.pointsName}
            />
          )}
          <CampaignBeside campaign={view} standing={standing} mayEdit={mayEdit} reader={reader} />
        </div>
      </div>
    </>
  )
}
