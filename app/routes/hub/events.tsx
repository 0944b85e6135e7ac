import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { anyone } from '#app/auth/guests.server.ts'
import { EventRow } from '#app/components/together/event-row.tsx'
import { TogetherTabs } from '#app/components/together/together-tabs.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { checkinPhase } from '#app/domain/events/events.ts'
import { attendedBy, eventsSeen } from '#app/domain/events/queries.server.ts'

export const meta: MetaFunction = () => [{ title: 'Events' }, { name: 'description', content: 'Where the community meets, and how to check in.' }]

/** The events to come, and those of the last half year. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program, member } = await anyone(request)
  const now = new Date()
  const [events, attended] = await Promise.all([eventsSeen(program.id, now), member ? attendedBy(program.id, member.id) : []])
  return {
    events: events.map((event) => ({
      ...{ slug: event.slug, title: event.title, summary: event.summary, place: event.place, points: event.points, zone: event.timeZone },
      ...{ startsAt: event.startsAt.toISOString(), over: event.endsAt <= now, open: checkinPhase(event, now) === 'open' },
      there: attended.some((one) => one.eventId === event.id),
    })),
    member: member !== null,
    locale: member?.locale ?? 'en',
    pointsName: program.pointsName,
  }
}

/** Every event, the next first. */
export default function Events() {
  const { events, member, locale, pointsName } = useLoaderData<typeof loader>()
  const [coming, past] = [events.filter((event) => !event.over), events.filter((event) => event.over)]
  return (
    <>
      <PageHeader title="Events" lead="Come by, check in with the code on the screen, and it counts." />
      <TogetherTabs current="events" member={member} />
      {coming.length === 0 && <EmptyState title="Nothing planned just now">The next meeting stands here as soon as its day is known.</EmptyState>}
      <div className="flex flex-col gap-12">
        <ul className="flex flex-col gap-4">
          {coming.map((event) => (
            <EventRow key={event.slug} event={event} locale={locale} pointsName={pointsName} />
          ))}
        </ul>
        {past.length > 0 && (
          <Section title="Past events">
            <ul className="flex flex-col gap-4">
              {past.map((event) => (
                <EventRow key={event.slug} event={event} locale={locale} pointsName={pointsName} />
              ))}
            </ul>
          </Section>
        )}
      </div>
    </>
  )
}
