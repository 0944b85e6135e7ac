import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { anyone } from '#app/auth/guests.server.ts'
import { rafflePhaseWords } from '#app/components/together/raffle-words.ts'
import { TogetherTabs } from '#app/components/together/together-tabs.tsx'
import { When } from '#app/components/together/when.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { rafflesSeen } from '#app/domain/raffles/queries.server.ts'
import { rafflePhase } from '#app/domain/raffles/raffles.ts'

export const meta: MetaFunction = () => [
  { title: 'Raffles' },
  { name: 'description', content: 'Take a ticket. Every draw can be computed again by anyone.' },
]

/** The raffles that are open, and those that were drawn. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program, member } = await anyone(request)
  const now = new Date()
  const raffles = (await rafflesSeen(program.id)).map((raffle) => ({
    ...{ slug: raffle.slug, title: raffle.title, prize: raffle.prize, points: raffle.points, winners: raffle.winners, entrants: raffle.entrants },
    ...{ phase: rafflePhase(raffle, now), closesAt: raffle.closesAt.toISOString(), zone: raffle.timeZone },
  }))
  return { raffles, member: member !== null, locale: member?.locale ?? 'en', pointsName: program.pointsName }
}

/** Every raffle, open ones first. */
export default function Raffles() {
  const { raffles, member, locale, pointsName } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader title="Raffles" lead="One ticket each, and a draw that anyone can check." />
      <TogetherTabs current="raffles" member={member} />
      {raffles.length === 0 && <EmptyState title="No raffle so far">When one opens, everybody can take a ticket here.</EmptyState>}
      <ul className="grid gap-5 md:grid-cols-2">
        {raffles.map((raffle) => (
          <li key={raffle.slug} className="card flex flex-col gap-3 p-6">
            <div className="flex items-center justify-between gap-3">
              <Pill tone={rafflePhaseWords[raffle.phase].tone}>{rafflePhaseWords[raffle.phase].label}</Pill>
              <span className="text-sm text-muted tabular-nums">
                {raffle.entrants.toLocaleString(locale)} {raffle.entrants === 1 ? 'ticket' : 'tickets'}
              </span>
            </div>
            <h2 className="text-lg font-bold tracking-tight">
              <Link to={`/raffles/${raffle.slug}`} className="hover:text-leaf hover:underline">
                {raffle.title}
              </Link>
            </h2>
            <p>
              {raffle.winners.toLocaleString(locale)} × {raffle.prize || `${raffle.points.toLocaleString(locale)} ${pointsName}`}
              {raffle.prize && raffle.points > 0 && ` and ${raffle.points.toLocaleString(locale)} ${pointsName}`}
            </p>
            <p className="mt-auto text-sm text-muted">
              {raffle.phase === 'drawn' ? 'Drawn' : 'Draw'} <When iso={raffle.closesAt} zone={raffle.zone} locale={locale} />
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}
