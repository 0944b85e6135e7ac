import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { ChallengePolicy } from '#app/components/manage/challenge-policy.tsx'
import { ChallengeTable } from '#app/components/manage/challenge-table.tsx'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { TabLinks } from '#app/components/ui/tab-links.tsx'
import { campaignsOf } from '#app/domain/campaigns/queries.server.ts'
import { challengeStates, type ChallengeState } from '#app/domain/challenges/challenges.ts'
import { policySchema } from '#app/domain/challenges/policy.ts'
import { listedChallenges } from '#app/domain/challenges/queries/authoring.server.ts'
import { policyOf } from '#app/domain/challenges/queries/policy.server.ts'
import { may } from '#app/domain/members/roles.ts'
import { usefulnessOf } from '#app/domain/talk/queries/usefulness.server.ts'
import { capChallenges } from '#app/flows/cap-challenges.server.ts'
import { readerOf } from './reader.server.ts'

export const meta: MetaFunction = () => [{ title: 'Challenges' }]

/** Every challenge with its state and what came of it, or those in one state. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'see_challenge_results')
  const [all, campaigns, ratings, policy] = await Promise.all([
    listedChallenges(guest.program.id),
    campaignsOf(guest.program.id),
    usefulnessOf(guest.program.id),
    policyOf(guest.program.id),
  ])
  const query = new URL(request.url).searchParams
  const wanted = query.get('state')
  const counts = Object.keys(challengeStates).map((state) => ({ state, count: all.filter((one) => one.state === state).length }))
  const shown = wanted && wanted in challengeStates ? all.filter((one) => one.state === wanted) : all.filter((one) => one.state !== 'archived')
  const titles = new Map(campaigns.map((one) => [one.id, one.title]))
  return {
    rows: shown.map(({ opensAt, closesAt, pausedAt, campaignId, ...row }) => ({
      ...row,
      opens: opensAt && opensAt > new Date() ? opensAt.toISOString() : null,
      closes: closesAt?.toISOString() ?? null,
      paused: pausedAt !== null,
      campaign: campaignId === null ? null : (titles.get(campaignId) ?? null),
      useful: ratings.get(row.id) ?? null,
    })),
    counts,
    wanted,
    policy,
    saved: query.has('saved'),
    mayEdit: may(guest.member.roles, 'edit_challenges'),
    reader: readerOf(guest),
  }
}

/** Keeps what holds for all challenges. */
export async function action({ request }: ActionFunctionArgs) {
  const { actor } = await requireStaff(request, 'edit_challenges')
  const submission = parseWithZod(await request.formData(), { schema: policySchema })
  if (submission.status !== 'success') return data({ errors: submission.error?.mostADay ?? [] }, { status: 400 })
  await capChallenges(actor, submission.value)
  return redirect('/manage/challenges?saved', 303)
}

/** The list of challenges. */
export default function Challenges() {
  const { rows, counts, wanted, policy, saved, mayEdit, reader } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const tabs = [
    { label: 'All', to: '/manage/challenges', current: !wanted },
    ...counts.map(({ state, count }) => ({
      label: challengeStates[state as ChallengeState],
      to: `/manage/challenges?state=${state}`,
      current: wanted === state,
      count,
    })),
  ]
  const begin = mayEdit && <ButtonLink to="/manage/challenges/new">New challenge</ButtonLink>
  return (
    <>
      <PageHeader dense title="Challenges" lead="What members can do here, and what came of it." actions={begin} />
      {saved && (
        <div className="mb-6">
          <Notice tone="good" announce>
            Saved. The limit holds from now on.
          </Notice>
        </div>
      )}
      <div className="mb-6">
        <TabLinks label="States" tabs={tabs} />
      </div>
      <ChallengeTable rows={rows} mayEdit={mayEdit} begin={begin} reader={reader} />
      {mayEdit && (
        <div className="mt-12">
          <ChallengePolicy policy={policy} errors={sent?.errors ?? []} pointsName={reader.pointsName} />
        </div>
      )}
    </>
  )
}
