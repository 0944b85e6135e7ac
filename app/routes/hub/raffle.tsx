import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { Ticket } from 'lucide-react'
import { anyone, requireMember } from '#app/auth/guests.server.ts'
import { Medal } from '#app/components/together/contest-results.tsx'
import { DrawProof } from '#app/components/together/draw-proof.tsx'
import { PersonLine } from '#app/components/together/person-line.tsx'
import { rafflePhaseWords } from '#app/components/together/raffle-words.ts'
import { When } from '#app/components/together/when.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { facesOf } from '#app/domain/members/queries/faces.server.ts'
import { placesDrawn, raffleBySlug, ticketOf } from '#app/domain/raffles/queries.server.ts'
import { rafflePhase } from '#app/domain/raffles/raffles.ts'
import { enterRaffle } from '#app/flows/enter-raffle.server.ts'
import { faceReader } from './contest-ground.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title ?? 'Raffle' }]

/** A raffle: the own ticket, the winners, and what proves the draw. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const guest = await anyone(request)
  const { program, member } = guest
  const raffle = await raffleBySlug(program.id, params.slug ?? '')
  if (!raffle) throw new Response('There is no such raffle.', { status: 404, statusText: 'Not Found' })
  const [ticket, places] = await Promise.all([
    member ? ticketOf(program.id, raffle.id, member.id) : null,
    raffle.drawnAt ? placesDrawn(program.id, raffle.id) : [],
  ])
  const won = places.filter((place) => place.won)
  const faces = await facesOf(
    program.id,
    won.map((place) => place.memberId),
    faceReader(guest),
  )
  const { slug, title, about, prize, points, winners, seedHash, seed, entrantsHash, entrants, timeZone } = raffle
  return {
    ...{ slug, title, about, prize, points, winners, seedHash, seed, entrantsHash, entrants, timeZone, ticket },
    own: raffle.origin === 'raffle',
    bought: raffle.origin.startsWith('reward:'),
    phase: rafflePhase(raffle, new Date()),
    opensAt: raffle.opensAt.toISOString(),
    closesAt: raffle.closesAt.toISOString(),
    won: won.map((place) => ({ place: place.place, ticket: place.ticket, face: faces[place.memberId] ?? null, mine: place.ticket === ticket })),
    told: new URL(request.url).searchParams.get('told'),
    member: member !== null,
    locale: member?.locale ?? 'en',
    pointsName: program.pointsName,
  }
}

/** Takes a ticket, or gives it back. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { actor } = await requireMember(request)
  const way = (await request.formData()).get('do') === 'leave' ? 'leave' : 'enter'
  const done = await enterRaffle({ raffle: params.slug ?? '', way }, actor)
  if ('message' in done) return data({ refusal: done.message }, { status: done.kind === 'not_found' ? 404 : 409 })
  return redirect(`/raffles/${params.slug}?told=${done.kind}`, 303)
}

const toldWords: Record<string, string> = { in: 'Your ticket is in. Good luck.', out: 'Your ticket is given back.' }

/** One raffle. */
export default function RafflePage() {
  const view = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const { locale, phase, ticket, won } = view
  const told = view.told ? toldWords[view.told] : undefined
  const each = [view.prize, view.points > 0 && `${view.points.toLocaleString(locale)} ${view.pointsName}`].filter(Boolean).join(' and ')
  return (
    <>
      <PageHeader
        title={view.title}
        lead={each ? `${view.winners.toLocaleString(locale)} × ${each}` : undefined}
        crumbs={[{ label: 'Raffles', to: '/raffles' }, { label: view.title }]}
        actions={<Pill tone={rafflePhaseWords[phase].tone}>{rafflePhaseWords[phase].label}</Pill>}
      />
      <div className="flex flex-col gap-12">
        {told && !sent && <Notice tone="good" announce children={told} />}
        {sent?.refusal && <Notice tone="danger" announce children={sent.refusal} />}
        {view.about && <p className="max-w-prose whitespace-pre-line">{view.about}</p>}
        <div className="flex flex-wrap items-center gap-x-8 gap-y-5 rounded-lg bg-sunk px-6 py-5">
          <Ticket aria-hidden className="size-9 text-gold" strokeWidth={1.5} />
          <p className="min-w-0 flex-1 basis-60">
            <span className="block font-bold">
              {phase === 'drawn'
                ? won.some((one) => one.mine)
                  ? 'You won.'
                  : 'It is drawn.'
                : ticket
                  ? 'Your ticket is in'
                  : view.own
                    ? 'One ticket each, free of charge'
                    : view.bought
                      ? 'A ticket for every order in the store'
                      : 'A ticket for everybody who finishes'}
            </span>
            <span className="text-muted">
              {(view.own || phase === 'drawn') && `${view.entrants.toLocaleString(locale)} ${view.entrants === 1 ? 'ticket' : 'tickets'} `}
              {phase === 'drawn' ? 'were in. Drawn:' : view.own ? 'so far. Draw:' : 'The draw:'}{' '}
              <When iso={view.closesAt} zone={view.timeZone} locale={locale} />
            </span>
            {ticket && <code className="mt-1 block text-sm break-all text-muted">{ticket}</code>}
          </p>
          {phase === 'open' && view.own && view.member && (
            <Form method="post" preventScrollReset>
              <input type="hidden" name="do" value={ticket ? 'leave' : 'enter'} />
              <Button variant={ticket ? 'outline' : 'gold'}>{ticket ? 'Give my ticket back' : 'Take my ticket'}</Button>
            </Form>
          )}
          {phase === 'open' && view.own && !view.member && (
            <Link to={`/sign-in?to=${encodeURIComponent(`/raffles/${view.slug}`)}`} className="text-link" children="Sign in to take a ticket" />
          )}
        </div>
        {won.length > 0 && (
          <Section title={won.length === 1 ? 'The winner' : 'The winners'}>
            <ol className="grid grid-cols-1 gap-3 sm:grid-cols-2 lg:grid-cols-3">
              {won.map((one) => (
                <li key={one.place} className="card flex items-center gap-3 p-4">
                  <Medal place={one.place} />
                  <span className="min-w-0">
                    <PersonLine face={one.face} you={one.mine} />
                    <code className="block truncate text-sm text-muted">{one.ticket}</code>
                  </span>
                </li>
              ))}
            </ol>
          </Section>
        )}
        <Section title="Why this draw is fair" lead="You need not believe us: compute it again.">
          <DrawProof {...view} />
        </Section>
      </div>
    </>
  )
}
