import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { ChannelHealth } from '#app/components/manage/channel-health.tsx'
import { WaitingGroup } from '#app/components/manage/waiting.tsx'
import { WeekFigures } from '#app/components/manage/week-figures.tsx'
import { LaurelBranch } from '#app/components/ui/laurel-branch.tsx'
import { TrendChart } from '#app/components/ui/trend-chart.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { sourcesWithHealth } from '#app/domain/activities/queries.server.ts'
import { pollHealth } from '#app/domain/activities/queries/polls.server.ts'
import { quietSources } from '#app/domain/activities/queries/rhythm.server.ts'
import { pointsByWeek } from '#app/domain/boards/queries.server.ts'
import { may } from '#app/domain/members/roles.ts'
import { channelViews } from './channel-view.server.ts'
import { weekFigures, whatWaits } from './home-view.server.ts'
import { readerOf } from './reader.server.ts'

export const meta: MetaFunction = () => [{ title: 'Overview' }]

/** What waits, how the channels are, and the week in seven figures. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'enter_manage')
  const { program, member } = guest
  const now = new Date()
  const seesChannels = may(member.roles, 'see_channels')
  const [waits, figures, sources, weeks] = await Promise.all([
    whatWaits(program.id, now, member),
    weekFigures(program, now, member.roles),
    seesChannels ? Promise.all([sourcesWithHealth(program.id, now), quietSources(program.id, now), pollHealth(program.id, now)]) : null,
    pointsByWeek(program.id, 12),
  ])
  const trend = weeks.map((week) => ({ label: week.startsOn.slice(5), value: week.points }))
  return {
    name: program.name,
    pointsName: program.pointsName,
    trend,
    waits,
    figures,
    channels: sources && channelViews(...sources).filter((channel) => channel.connected || channel.lastAt !== null),
    reader: readerOf(guest),
  }
}

/** The managers' first page. */
export default function ManageHome() {
  const { name, pointsName, trend, waits, figures, channels, reader } = useLoaderData<typeof loader>()
  const calm = Object.values(waits).every((items) => items.length === 0)
  return (
    <>
      <PageHeader dense title={name} lead="What waits for you, how the channels are, and the week so far." />
      <div className="flex flex-col gap-12">
        <Section title="This week">
          <WeekFigures figures={figures} locale={reader.locale} />
        </Section>
        {trend.length > 1 && (
          <Section title="The last weeks">
            <TrendChart title={`${pointsName} by week of the deed`} points={trend} unit={pointsName} locale={reader.locale} />
          </Section>
        )}
        <div className="grid items-start gap-x-12 gap-y-10 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <Section title="Waiting for you">
            {calm ? (
              <div className="flex items-center gap-5 rounded-lg bg-leaf-soft px-6 py-5">
                <LaurelBranch filled={5} className="w-24 shrink-0" />
                <p className="font-semibold">Nothing waits. Everything that came in has been read and settled.</p>
              </div>
            ) : (
              <div className="flex flex-col gap-7">
                <WaitingGroup
                  title="In the queue"
                  hint="What members handed in, ordered, asked or reported, the oldest first."
                  items={waits.queue}
                  more={{ label: 'The whole queue', to: '/manage/queue' }}
                  reader={reader}
                />
                <WaitingGroup
                  title="Stuck activities"
                  hint="They could not be settled after twelve tries. Open the delivery and read it again."
                  items={waits.parked}
                  reader={reader}
                />
                <WaitingGroup
                  title="Deliveries that could not be read"
                  hint="Signed by the platform, but not understood."
                  items={waits.troubled}
                  reader={reader}
                />
                <WaitingGroup
                  title="Unclaimed accounts"
                  hint="They contribute and have not joined yet. An invitation would bring them their points at once."
                  items={waits.unclaimed}
                  reader={reader}
                />
                <WaitingGroup
                  title="Mails that were not sent"
                  hint="No mail server is set, or it refused."
                  items={waits.mails}
                  more={{ label: 'All mails', to: '/manage/mail' }}
                  reader={reader}
                />
              </div>
            )}
          </Section>
          {channels && (
            <Section
              title="Channels"
              actions={
                <Link to="/manage/channels" className="text-link">
                  All channels
                </Link>
              }
            >
              <ChannelHealth channels={channels} reader={reader} />
            </Section>
          )}
        </div>
      </div>
    </>
  )
}
