import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { ChallengeStatePill } from '#app/components/manage/challenge-state.tsx'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { TabLinks } from '#app/components/ui/tab-links.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { campaignsOf } from '#app/domain/campaigns/queries.server.ts'
import { challengeStates, type ChallengeState } from '#app/domain/challenges/challenges.ts'
import { listedChallenges } from '#app/domain/challenges/queries/authoring.server.ts'
import { usefulnessOf } from '#app/domain/talk/queries/usefulness.server.ts'
import { may } from '#app/domain/members/roles.ts'
import { readerOf } from './reader.server.ts'

export const meta: MetaFunction = () => [{ title: 'Challenges' }]

/** Every challenge with its state and what came of it, or those in one state. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'see_challenge_results')
  const [all, campaigns, ratings] = await Promise.all([
    listedChallenges(guest.program.id),
    campaignsOf(guest.program.id),
    usefulnessOf(guest.program.id),
  ])
  const wanted = new URL(request.url).searchParams.get('state')
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
    mayEdit: may(guest.member.roles, 'edit_challenges'),
    reader: readerOf(guest),
  }
}

/** The list of challenges. */
export default function Challenges() {
  const { rows, counts, wanted, mayEdit, reader } = useLoaderData<typeof loader>()
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
      <div className="mb-6">
        <TabLinks label="States" tabs={tabs} />
      </div>
      <Table
        caption="Challenges"
        dense
        rows={rows}
        rowKey={(row) => row.id}
        empty={
          <EmptyState title="Nothing here yet" action={begin}>
            Begin with a template: three steps, and it is published in a few minutes.
          </EmptyState>
        }
        columns={[
          {
            key: 'title',
            title: 'Challenge',
            heading: true,
            cell: ({ id, title, steps, minutes, campaign }) => (
              <>
                <Link to={`/manage/challenges/${id}${mayEdit ? '' : '/results'}`} className="hover:text-leaf hover:underline">
                  {title}
                </Link>
                <span className="block text-sm font-normal text-muted">
                  {steps === 1 ? '1 step' : `${steps} steps`}, {minutes} min{campaign && `, ${campaign}`}
                </span>
              </>
            ),
          },
          { key: 'state', title: 'State', cell: (row) => <ChallengeStatePill state={row.state} paused={row.paused} /> },
          {
            key: 'window',
            title: 'Window',
            wideOnly: true,
            cell: ({ opens, closes }) => (
              <span className="text-muted">
                {opens && (
                  <>
                    opens <Time iso={opens} {...reader} look="date" />
                  </>
                )}
                {opens && closes && ', '}
                {closes && (
                  <>
                    until <Time iso={closes} {...reader} look="date" />
                  </>
                )}
              </span>
            ),
          },
          { key: 'started', title: 'Began', numeric: true, cell: (row) => row.started.toLocaleString(reader.locale) },
          { key: 'completed', title: 'Finished', numeric: true, cell: (row) => row.completed.toLocaleString(reader.locale) },
          { key: 'waiting', title: 'Waiting', numeric: true, cell: (row) => row.waiting.toLocaleString(reader.locale) },
          {
            key: 'useful',
            title: 'Useful',
            numeric: true,
            cell: ({ useful }) => (useful ? `${Math.round(useful.useful * 100)}% of ${useful.votes}` : <span className="text-muted">–</span>),
          },
        ]}
      />
    </>
  )
}
