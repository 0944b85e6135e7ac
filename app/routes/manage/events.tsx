import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { TogetherFrame } from '#app/components/manage/together-frame.tsx'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { checkinPhase } from '#app/domain/events/events.ts'
import { eventsOf } from '#app/domain/events/queries.server.ts'
import { readerOf } from './reader.server.ts'

export const meta: MetaFunction = () => [{ title: 'Events' }]

/** Every event, the latest first. */
export async function loader({ request }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'edit_contests')
  const now = new Date()
  const events = await eventsOf(guest.program.id)
  return {
    events: events.map((event) => ({
      ...{ slug: event.slug, title: event.title, state: event.state, place: event.place, attended: event.attended },
      ...{ startsAt: event.startsAt.toISOString(), open: checkinPhase(event, now) === 'open' },
    })),
    reader: readerOf(guest),
  }
}

/** The managers' list of events. */
export default function ManageEvents() {
  const { events, reader } = useLoaderData<typeof loader>()
  return (
    <TogetherFrame
      tab="events"
      lead="Who comes checks in by a code on your screen that changes all the time."
      actions={<ButtonLink to="/manage/events/new">New event</ButtonLink>}
    >
      <Table
        caption="Events"
        dense
        rows={events}
        rowKey={(event) => event.slug}
        empty={<EmptyState title="No event so far" children="A meetup, a workshop, an open hour: whoever comes can check in." />}
        columns={[
          {
            key: 'title',
            title: 'Event',
            heading: true,
            cell: (event) => (
              <Link to={`/manage/events/${event.slug}`} className="text-link">
                {event.title}
              </Link>
            ),
          },
          {
            key: 'state',
            title: 'State',
            cell: (event) => (
              <Pill tone={event.open ? 'gold' : event.state === 'published' ? 'good' : 'quiet'}>{event.open ? 'Check-in is open' : event.state}</Pill>
            ),
          },
          { key: 'when', title: 'Starts', cell: (event) => <Time iso={event.startsAt} {...reader} look="full" /> },
          { key: 'place', title: 'Where', cell: (event) => event.place, wideOnly: true },
          { key: 'there', title: 'Were there', numeric: true, cell: (event) => event.attended },
        ]}
      />
    </TogetherFrame>
  )
}
