import { type HeadersFunction, type LoaderFunctionArgs, type MetaFunction, data } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import QRCode from 'qrcode'
import { linkOrigin } from '#app/auth/link-origin.server.ts'
import { requireStaff } from '#app/auth/guests.server.ts'
import { When } from '#app/components/together/when.tsx'
import { checkinPhase } from '#app/domain/events/events.ts'
import { codeOf, eventBySlug } from '#app/domain/events/queries.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Check in: ${data.title}` : 'Check in' }]

/** The next code comes by itself, without script too. */
export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

/** The code of this turn with its picture, for the screen in the room. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { program, member } = await requireStaff(request, 'edit_contests')
  const event = await eventBySlug(program.id, params.slug ?? '', true)
  if (!event || event.state !== 'published') throw new Response('There is no such event.', { status: 404, statusText: 'Not Found' })
  const now = new Date()
  const { code, seconds } = await codeOf(program.id, event, now)
  const origin = await linkOrigin(request)
  const phase = checkinPhase(event, now)
  const picture = phase === 'open' ? await QRCode.toString(`${origin}/events/${event.slug}/check-in?code=${code}`, { type: 'svg', margin: 1 }) : ''
  const view = { slug: event.slug, title: event.title, phase, seconds, code: phase === 'open' ? code : null, attended: event.attended }
  const words = { address: `${origin}/events/${event.slug}/check-in`, checkinFrom: event.checkinFrom.toISOString(), zone: event.timeZone }
  const image = picture ? `data:image/svg+xml;base64,${Buffer.from(picture).toString('base64')}` : null
  return data({ ...view, ...words, image, locale: member.locale }, { headers: { 'Cache-Control': 'no-store', Refresh: String(seconds) } })
}

/** The whole screen: a picture to scan, a code to type, and how many are in. */
export default function EventScreen() {
  const event = useLoaderData<typeof loader>()
  return (
    <main id="main" className="flex min-h-dvh flex-col items-center justify-center gap-8 bg-grove px-6 py-10 text-center text-on-grove">
      <h1 className="text-2xl font-extrabold tracking-tight">{event.title}</h1>
      {event.code && event.image ? (
        <>
          <img src={event.image} alt={`Code to scan: it leads to ${event.address}`} className="w-[min(60vh,80vw)] rounded-lg bg-on-grove p-3" />
          <p>
            <span className="block text-grove-muted">
              or open <span className="font-semibold break-all text-on-grove">{event.address.replace(/^https?:\/\//, '')}</span> and type
            </span>
            <span className="mt-2 block font-mono text-[clamp(2.5rem,9vw,6rem)] leading-none font-bold tracking-[0.2em] text-shine">
              {event.code.slice(0, 3)} {event.code.slice(3)}
            </span>
          </p>
          <p className="text-grove-muted tabular-nums" role="status">
            {event.attended.toLocaleString(event.locale)} {event.attended === 1 ? 'person is' : 'people are'} in. A new code in {event.seconds}{' '}
            seconds or less.
          </p>
        </>
      ) : (
        <p className="text-lg">
          {event.phase === 'ahead' ? (
            <>
              Check-in opens <When iso={event.checkinFrom} zone={event.zone} locale={event.locale} />.
            </>
          ) : (
            'Check-in is over.'
          )}
        </p>
      )}
      <Link to={`/manage/events/${event.slug}`} className="text-sm text-grove-muted underline">
        Back to the event
      </Link>
    </main>
  )
}
