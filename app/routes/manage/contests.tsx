import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { TogetherFrame } from '#app/components/manage/together-frame.tsx'
import { phaseWords } from '#app/components/together/contest-view.ts'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { contestPhase, ways } from '#app/domain/contests/contests.ts'
import { contestsOf } from '#app/domain/contests/queries.server.ts'
import { readerOf } from './reader.server.ts'

export const meta: MetaFunction = () => [{ title: 'Contests' }]

/** Every contest, the newest first. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'edit_contests')
  const now = new Date()
  const contests = await contestsOf(guest.program.id)
  return {
    contests: contests.map((contest) => ({
      ...{ slug: contest.slug, title: contest.title, state: contest.state, way: ways[contest.way], entries: contest.entries },
      phase: contestPhase(contest, now),
      votesUntil: contest.votesUntil.toISOString(),
    })),
    reader: readerOf(guest),
  }
}

/** The managers' list of contests. */
export default function ManageContests() {
  const { contests, reader } = useLoaderData<typeof loader>()
  return (
    <TogetherFrame
      tab="contests"
      lead="Members hand something in, members or a jury decide. Winners are paid by themselves when it closes."
      actions={<ButtonLink to="/manage/contests/new">New contest</ButtonLink>}
    >
      <Table
        caption="Contests"
        dense
        rows={contests}
        rowKey={(contest) => contest.slug}
        empty={
          <EmptyState title="No contest so far" action={<ButtonLink to="/manage/contests/new">Write the first one</ButtonLink>}>
            A photo, a demo, the best answer of the month: anything that can be shown.
          </EmptyState>
        }
        columns={[
          {
            key: 'title',
            title: 'Contest',
            heading: true,
            cell: (contest) => (
              <Link to={`/manage/contests/${contest.slug}`} className="text-link">
                {contest.title}
              </Link>
            ),
          },
          {
            key: 'state',
            title: 'State',
            cell: (contest) =>
              contest.phase === 'paused' ? (
                <Pill>{contest.state.charAt(0).toUpperCase() + contest.state.slice(1)}</Pill>
              ) : (
                <Pill tone={phaseWords[contest.phase].tone}>{phaseWords[contest.phase].label}</Pill>
              ),
          },
          { key: 'way', title: 'Who decides', cell: (contest) => contest.way, wideOnly: true },
          { key: 'entries', title: 'Entries', numeric: true, cell: (contest) => contest.entries },
          {
            key: 'until',
            title: 'Closes',
            cell: (contest) => <Time iso={contest.votesUntil} zone={reader.zone} locale={reader.locale} now={reader.now} look="full" />,
          },
        ]}
      />
    </TogetherFrame>
  )
}
