import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { Users } from 'lucide-react'
import { anyone } from '#app/auth/guests.server.ts'
import { TogetherTabs } from '#app/components/together/together-tabs.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { joinClasses } from '#app/components/ui/join-classes.ts'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { TabLinks } from '#app/components/ui/tab-links.tsx'
import { teamOf } from '#app/domain/teams/queries.server.ts'
import { rankTeams } from '#app/flows/rank-teams.server.ts'
import { periodBounds, periodStart } from '#app/foundation/calendar.ts'

export const meta: MetaFunction = () => [
  { title: 'Teams' },
  { name: 'description', content: 'Teams, what they earned together, and how to join one.' },
]

const periods = { month: 'This month', week: 'This week', all: 'All time' } as const
type Period = keyof typeof periods

/** The board of teams for a period, with the team of the guest. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program, member } = await anyone(request)
  const asked = new URL(request.url).searchParams.get('period')
  const period: Period = asked === 'week' || asked === 'all' ? asked : 'month'
  const now = new Date()
  const bounds =
    period === 'all' ? { from: new Date(0), until: now } : periodBounds(period, periodStart(period, now, program.timeZone), program.timeZone)
  const [teams, mine] = await Promise.all([rankTeams(program, bounds.from, bounds.until), member ? teamOf(program.id, member.id) : null])
  return {
    teams: teams.map(({ slug, name, about, state, members, place, points, id }) => ({
      slug,
      name,
      about,
      state,
      members,
      place,
      points,
      mine: id === mine,
    })),
    period,
    zone: program.timeZone,
    member: member !== null,
    locale: member?.locale ?? 'en',
    pointsName: program.pointsName,
  }
}

/** Teams in the order of what their members earned. */
export default function Teams() {
  const { teams, period, zone, member, locale, pointsName } = useLoaderData<typeof loader>()
  const most = Math.max(1, ...teams.map((team) => team.points))
  return (
    <>
      <PageHeader title="Teams" lead="What you do counts for your team while you are in it." />
      <TogetherTabs current="teams" member={member} />
      {teams.length === 0 && <EmptyState title="No teams so far">When the people who run the program found some, you can join one here.</EmptyState>}
      {teams.length > 0 && (
        <>
          <div className="mb-6">
            <TabLinks
              look="chips"
              label="Period"
              tabs={(Object.keys(periods) as Period[]).map((id) => ({ label: periods[id], to: `/teams?period=${id}`, current: id === period }))}
            />
          </div>
          <ol className="flex flex-col gap-4">
            {teams.map((team) => (
              <li
                key={team.slug}
                className={joinClasses(
                  'card grid grid-cols-[auto_1fr_auto] items-center gap-x-5 gap-y-2 p-5',
                  team.mine && 'border-leaf bg-leaf-soft',
                )}
              >
                <span className="text-xl font-extrabold text-muted tabular-nums">
                  <span className="sr-only">Place </span>
                  {team.place}
                </span>
                <span className="min-w-0">
                  <Link to={`/teams/${team.slug}`} className="text-lg font-bold hover:text-leaf hover:underline">
                    {team.name}
                  </Link>
                  {team.mine && <span className="ml-2 text-sm font-semibold text-leaf">your team</span>}
                  <span className="flex items-center gap-1.5 text-sm text-muted">
                    <Users aria-hidden className="size-4" />
                    {team.members.toLocaleString(locale)} {team.members === 1 ? 'member' : 'members'}
                    {team.state === 'closed' && ', takes nobody in now'}
                  </span>
                </span>
                <span className="text-right">
                  <span className="block text-lg font-bold tabular-nums">{team.points.toLocaleString(locale)}</span>
                  <span className="text-sm text-muted">{pointsName}</span>
                </span>
                <span aria-hidden className="col-span-3 h-2 overflow-hidden rounded-full bg-line">
                  <span className="block h-full rounded-full bg-leaf" style={{ width: `${Math.max(0, (team.points / most) * 100)}%` }} />
                </span>
              </li>
            ))}
          </ol>
          <p className="mt-6 max-w-prose text-sm text-muted">
            A place is the sum of the {pointsName} that members earned while they were in the team, by when the work was done ({zone}). Among equals
            the name that comes first in the alphabet stands higher. What a goal of a team paid is left out.
          </p>
        </>
      )}
    </>
  )
}
