import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { requireMember } from '#app/auth/guests.server.ts'
import { When } from '#app/components/together/when.tsx'
import { Button, ButtonLink } from '#app/components/ui/button.tsx'
import { LaurelBranch } from '#app/components/ui/laurel-branch.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { checkinPhase } from '#app/domain/events/events.ts'
import { attendedBy, eventBySlug } from '#app/domain/events/queries.server.ts'
import { checkIn } from '#app/flows/check-in.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Check in: ${data.title}` : 'Check in' }]

/** The door of an event. A code in the address (from the picture on the screen) is filled in; sending it is the member's own step. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { program, member } = await requireMember(request)
  const event = await eventBySlug(program.id, params.slug ?? '', false)
  if (!event) throw new Response('There is no such event.', { status: 404, statusText: 'Not Found' })
  const query = new URL(request.url).searchParams
  const there = (await attendedBy(program.id, member.id)).some((one) => one.eventId === event.id)
  return {
    ...{ slug: event.slug, title: event.title, points: event.points, zone: event.timeZone, there, phase: checkinPhase(event, new Date()) },
    checkinFrom: event.checkinFrom.toISOString(),
    code: (query.get('code') ?? '').slice(0, 12),
    locale: member.locale,
    pointsName: program.pointsName,
  }
}

/** Checks the member in. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, program } = await requireMember(request)
  const slug = params.slug ?? ''
  const code = String((await request.formData()).get('code') ?? '').slice(0, 40)
  const done = await checkIn({ event: slug, code }, actor, program)
  if ('message' in done) return data({ refusal: done.message }, { status: done.kind === 'not_found' ? 404 : done.kind === 'too_many' ? 429 : 409 })
  return redirect(`/events/${slug}/check-in`, 303)
}

/** Type the code on the screen, and it counts. */
export default function CheckIn() {
  const event = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <div className="mx-auto max-w-md">
      <PageHeader
        title={event.there ? 'You are in' : 'Check in'}
        lead={event.title}
        crumbs={[{ label: 'Events', to: '/events' }, { label: event.title, to: `/events/${event.slug}` }, { label: 'Check in' }]}
      />
      {event.there ? (
        <div role="status" className="card flex animate-rise flex-col items-center gap-4 p-8 text-center">
          <LaurelBranch filled={7} className="w-40" />
          <p className="text-lg font-bold">Good that you are here.</p>
          <p className="text-muted">
            {event.points > 0
              ? `You got ${event.points.toLocaleString(event.locale)} ${event.pointsName} for coming.`
              : 'It counts, and stands in your activity.'}
          </p>
          <ButtonLink to={`/events/${event.slug}`} variant="outline">
            About the event
          </ButtonLink>
        </div>
      ) : event.phase === 'open' ? (
        <Form method="post" className="card flex flex-col gap-5 p-6">
          {sent?.refusal && <Notice tone="danger" announce children={sent.refusal} />}
          <div>
            <label htmlFor="code" className="mb-1.5 block font-semibold">
              The code on the screen
            </label>
            <input
              id="code"
              name="code"
              required
              defaultValue={event.code}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              maxLength={12}
              aria-describedby="code-hint"
              className="input-face text-center font-mono text-xl tracking-[0.3em] uppercase"
            />
            <p id="code-hint" className="mt-1.5 text-sm text-muted">
              Six letters and digits. They change often, so type the ones you see now.
            </p>
          </div>
          <Button size="lg">I am here</Button>
        </Form>
      ) : (
        <Notice>
          {event.phase === 'ahead' ? (
            <>
              Check-in opens <When iso={event.checkinFrom} zone={event.zone} locale={event.locale} />.
            </>
          ) : (
            'Check-in is over. If you were there, ask the organizer to put you on the list.'
          )}
        </Notice>
      )}
    </div>
  )
}
