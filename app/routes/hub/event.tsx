import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { CalendarClock, Globe, MapPin, Sprout } from 'lucide-react'
import type { ReactNode } from 'react'
import { anyone } from '#app/auth/guests.server.ts'
import { When } from '#app/components/together/when.tsx'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Prose } from '#app/components/ui/prose.tsx'
import { checkinPhase } from '#app/domain/events/events.ts'
import { attendedBy, eventBySlug } from '#app/domain/events/queries.server.ts'
import { renderMarkdown } from '#app/foundation/markdown.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.title ?? 'Event' },
  { name: 'description', content: data?.summary ?? '' },
]

/** An event, and whether the guest was there. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { program, member } = await anyone(request)
  const event = await eventBySlug(program.id, params.slug ?? '', false)
  if (!event) throw new Response('There is no such event.', { status: 404, statusText: 'Not Found' })
  const there = member ? (await attendedBy(program.id, member.id)).some((one) => one.eventId === event.id) : false
  const { slug, title, summary, place, url, points, timeZone, attended } = event
  return {
    ...{ slug, title, summary, place, url, points, timeZone, attended, there, html: renderMarkdown(event.body) },
    phase: checkinPhase(event, new Date()),
    startsAt: event.startsAt.toISOString(),
    endsAt: event.endsAt.toISOString(),
    checkinFrom: event.checkinFrom.toISOString(),
    locale: member?.locale ?? 'en',
    pointsName: program.pointsName,
  }
}

function Fact({ icon, label, children }: { icon: ReactNode; label: string; children: ReactNode }) {
  return (
    <div className="relative pl-8">
      <dt className="text-sm text-muted">
        <span className="absolute top-0.5 left-0 text-leaf">{icon}</span>
        {label}
      </dt>
      <dd className="font-semibold break-words">{children}</dd>
    </div>
  )
}

/** One event. */
export default function EventPage() {
  const event = useLoaderData<typeof loader>()
  const { locale } = event
  return (
    <>
      <PageHeader
        title={event.title}
        lead={event.summary}
        crumbs={[{ label: 'Events', to: '/events' }, { label: event.title }]}
        actions={event.phase === 'open' && !event.there && <ButtonLink to={`/events/${event.slug}/check-in`}>Check in</ButtonLink>}
      />
      <div className="flex flex-col gap-9">
        {event.there && <Notice tone="good">You were here. It counts, and stands in your activity.</Notice>}
        <dl className="grid gap-x-10 gap-y-6 rounded-lg bg-sunk px-6 py-5 sm:grid-cols-2">
          <Fact icon={<CalendarClock aria-hidden className="size-5" />} label="When">
            <When iso={event.startsAt} zone={event.timeZone} locale={locale} /> to <When iso={event.endsAt} zone={event.timeZone} locale={locale} />
          </Fact>
          {event.place && (
            <Fact icon={<MapPin aria-hidden className="size-5" />} label="Where">
              {event.place}
            </Fact>
          )}
          {event.url && (
            <Fact icon={<Globe aria-hidden className="size-5" />} label="Online">
              <a href={event.url} rel="noopener" className="text-link">
                {URL.canParse(event.url) ? new URL(event.url).hostname : event.url}
              </a>
            </Fact>
          )}
          <Fact icon={<Sprout aria-hidden className="size-5" />} label="For coming">
            {event.points > 0 ? `${event.points.toLocaleString(locale)} ${event.pointsName}` : 'A line in your activity'}
            <span className="block text-sm font-normal text-muted">
              {event.phase === 'over' ? (
                `${event.attended.toLocaleString(locale)} ${event.attended === 1 ? 'person' : 'people'} checked in.`
              ) : (
                <>
                  Check-in opens <When iso={event.checkinFrom} zone={event.timeZone} locale={locale} />
                </>
              )}
            </span>
          </Fact>
        </dl>
        <Prose html={event.html} />
      </div>
    </>
  )
}
