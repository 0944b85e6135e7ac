import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '#app/auth/guests.server.ts'
import { AttendeeImport } from '#app/components/manage/attendee-import.tsx'
import type { Draft } from '#app/components/manage/draft-fields.tsx'
import { EventForm } from '#app/components/manage/event-form.tsx'
import { type Move, StateButtons } from '#app/components/manage/state-buttons.tsx'
import { Told } from '#app/components/manage/together-frame.tsx'
import { PersonLine } from '#app/components/together/person-line.tsx'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { Disclosure } from '#app/components/ui/disclosure.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { localIn } from '#app/domain/boards/seasons.ts'
import type { HubEvent } from '#app/domain/events/events.ts'
import { attendeesOf, eventBySlug } from '#app/domain/events/queries.server.ts'
import { facesOf } from '#app/domain/members/queries/faces.server.ts'
import { faceReader } from '#app/routes/hub/contest-ground.server.ts'
import { eventAction } from './event-action.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.event?.title ?? 'New event' }]

function draftFrom(event: HubEvent | null, zone: string): Draft {
  if (!event) return { timeZone: zone, checkinBefore: '30', checkinAfter: '0', turns: '30', points: '0' }
  const at = (instant: Date): string => localIn(event.timeZone, instant).slice(0, 16)
  const minutes = (from: Date, until: Date): string => String(Math.round((until.getTime() - from.getTime()) / 60_000))
  const { title, summary, body, place, url, timeZone, turns, points } = event
  return {
    ...{
      title,
      summary,
      body,
      place,
      url,
      timeZone,
      turns: String(turns),
      points: String(points),
      startsAt: at(event.startsAt),
      endsAt: at(event.endsAt),
    },
    ...{ checkinBefore: minutes(event.checkinFrom, event.startsAt), checkinAfter: minutes(event.endsAt, event.checkinUntil) },
  }
}

async function eventOr404(program: number, slug: string | undefined): Promise<HubEvent | null> {
  if (slug === 'new') return null
  const event = await eventBySlug(program, slug ?? '', true)
  if (!event) throw new Response('There is no such event.', { status: 404, statusText: 'Not Found' })
  return event
}

/** An event with who was there, or a new one. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await requireStaff(request, 'edit_contests')
  const { program } = guest
  const event = await eventOr404(program.id, params.slug)
  const attendees = event ? await attendeesOf(program.id, event.id) : []
  const faces = await facesOf(
    program.id,
    attendees.slice(0, 200).map((one) => one.memberId),
    faceReader(guest),
  )
  const query = new URL(request.url).searchParams
  return {
    event: event && { id: event.id, slug: event.slug, title: event.title, state: event.state, attended: event.attended },
    draft: draftFrom(event, program.timeZone),
    attendees: attendees.slice(0, 200).map((one) => ({ id: one.memberId, how: one.how, face: faces[one.memberId] ?? null })),
    told: query.get('told'),
    count: query.get('count'),
  }
}

/** Saves it, moves it on, or notes who was there by a list. */
export async function action({ request, params }: ActionFunctionArgs) {
  const guest = await requireStaff(request, 'edit_contests')
  const event = await eventOr404(guest.program.id, params.slug)
  return eventAction(guest, params.slug ?? '', event?.id ?? null, await request.formData())
}

const moves: Record<string, Move[]> = {
  draft: [{ to: 'published', label: 'Publish', variant: 'primary' }],
  published: [{ to: 'canceled', label: 'Cancel the event', variant: 'danger' }],
}

/** An event, as managers write and run it. */
export default function ManageEvent() {
  const { event, draft, attendees, told, count } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const words: Record<string, string> = { saved: 'Saved.', moved: 'Done.', imported: `${count ?? 0} people are noted.` }
  return (
    <>
      <PageHeader
        dense
        title={event?.title ?? 'New event'}
        crumbs={[{ label: 'Events', to: '/manage/events' }, { label: event?.title ?? 'New' }]}
        actions={event && <StateButtons id={event.id} title={event.title} moves={moves[event.state] ?? []} size="md" />}
      />
      <div className="flex flex-col gap-10">
        <Told told={told && !sent ? words[told] : null} faults={sent?.faults} />
        {event && (
          <p className="flex flex-wrap items-center gap-4">
            <Pill tone={event.state === 'published' ? 'good' : 'quiet'}>{event.state}</Pill>
            {event.state === 'published' && (
              <>
                <Link to={`/events/${event.slug}`} className="text-link" children="Its page" />
                <ButtonLink to={`/manage/events/${event.slug}/screen`} children="Show the code" />
              </>
            )}
          </p>
        )}
        {event?.state === 'published' && (
          <Section title={event.attended === 1 ? 'One person was there' : `${event.attended} people were there`}>
            {attendees.length > 0 && (
              <ul className="mb-6 grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
                {attendees.map((one) => (
                  <li key={one.id} className="flex items-center gap-3">
                    <PersonLine face={one.face} />
                    <span className="text-sm text-muted">{one.how === 'code' ? 'by code' : 'by list'}</span>
                  </li>
                ))}
              </ul>
            )}
            <Disclosure summary="Note people by a list" open={Boolean(sent?.preview)} look="card">
              <AttendeeImport preview={sent?.preview ?? null} />
            </Disclosure>
          </Section>
        )}
        {event?.state !== 'canceled' && <EventForm draft={sent?.draft ?? draft} isNew={!event} />}
      </div>
    </>
  )
}
