import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { requireMember } from '#app/auth/guests.server.ts'
import { adapterOf, cardOf, cardsFrom } from '#app/components/hub/kinds.ts'
import { BadgeMedal } from '#app/components/standing/badge-medal.tsx'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Stat, Stats } from '#app/components/ui/stat.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { earnedWithin } from '#app/domain/ledger/queries/at.server.ts'
import { ownerSeen } from '#app/domain/members/queries/profile.server.ts'
import { memberYear, presentRecap } from '#app/domain/standing/anniversaries.ts'
import { yearOf } from '#app/domain/standing/queries.server.ts'
import { adapters } from '#integrations/registry.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `Your year to ${data.year}` : 'Your year' }]

/** A member's own year, from anniversary to anniversary. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { program, member } = await requireMember(request)
  const now = new Date()
  const own = await ownerSeen(program.id, member.id, member.id)
  const year = Number(params.year)
  const span = own && memberYear(own.joinedAt, year, member.timeZone)
  if (!own || !span || span.from > now) throw new Response('There is no such year of yours here.', { status: 404, statusText: 'Not Found' })
  const [seen, earned] = await Promise.all([
    yearOf(program.id, member.id, span.from, span.until),
    earnedWithin(program.id, member.id, span.from, span.until),
  ])
  const cards = cardsFrom(adapters)
  const present = presentRecap(own.joinedAt, now, member.timeZone)
  return {
    year,
    number: span.number,
    running: span.until > now,
    from: span.from.toISOString(),
    until: new Date(span.until.getTime() - 1).toISOString(),
    total: seen.total,
    earned,
    unit: program.pointsName,
    activeDays: seen.activeDays,
    longest: seen.longest,
    kinds: seen.kinds.map(({ kind, count }) => ({ kind, count, noun: cardOf(cards, kind).noun[count === 1 ? 0 : 1] })),
    months: seen.months,
    badges: seen.badges.map(({ title, tier, kinds, every }) => ({
      title,
      tier,
      adapter: adapterOf(kinds[0] ?? 'generic:'),
      times: every === null ? null : tier,
    })),
    others: Array.from({ length: 20 }, (_, index) => present - index).filter(
      (one) => one !== year && memberYear(own.joinedAt, one, member.timeZone) !== null,
    ),
    program: program.name,
    reader: { zone: member.timeZone, locale: member.locale, now: now.toISOString() },
  }
}

/** A year in figures: what was done, when, and what came of it. */
export default function Recap() {
  const { number, running, from, until, total, activeDays, longest, kinds, months, badges, earned, unit, others, program, reader } =
    useLoaderData<typeof loader>()
  const most = Math.max(1, ...months.map((month) => month.count))
  return (
    <>
      <PageHeader
        title={running ? `Your year ${number}, so far` : number === 1 ? `One year at ${program}` : `${number} years at ${program}`}
        lead={
          <>
            <Time iso={from} {...reader} look="date" /> to <Time iso={until} {...reader} look="date" />
          </>
        }
      />
      {total === 0 ? (
        <EmptyState title="A quiet year" action={<ButtonLink to="/earn">How to earn</ButtonLink>}>
          Nothing counted between these days.
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-12">
          <Stats>
            <Stat label="Contributions" value={total} locale={reader.locale} />
            <Stat label="Earned by them" value={earned} unit={unit} locale={reader.locale} />
            <Stat label="Days with one" value={activeDays} locale={reader.locale} />
            <Stat label="Longest streak" value={longest} unit={longest === 1 ? 'day' : 'days'} locale={reader.locale} />
            <Stat label="New badges" value={badges.length} locale={reader.locale} />
          </Stats>
          <div className="grid gap-12 lg:grid-cols-[1fr_1.4fr]">
            <Section title="What you did">
              <ul>
                {kinds.slice(0, 8).map((one) => (
                  <li key={one.kind} className="flex items-baseline justify-between gap-4 border-b py-2.5 last:border-0">
                    <span>{one.noun}</span>
                    <strong className="text-lg tabular-nums">{one.count.toLocaleString(reader.locale)}</strong>
                  </li>
                ))}
              </ul>
            </Section>
            <Section title="Month by month">
              <ol className="flex h-44 items-end gap-1.5">
                {months.map(({ month, count }) => (
                  <li key={month} className="flex h-full min-w-0 flex-1 flex-col justify-end text-center text-sm">
                    <span className="font-semibold tabular-nums">{count}</span>
                    <span aria-hidden className="rounded-sm bg-leaf" style={{ height: `${(count / most) * 70}%` }} />
                    <span className="mt-1 truncate text-muted">
                      {new Date(`${month}T12:00:00Z`).toLocaleDateString(reader.locale, { month: 'short', timeZone: 'UTC' })}
                    </span>
                  </li>
                ))}
              </ol>
            </Section>
          </div>
          {badges.length > 0 && (
            <Section title="Badges of the year">
              <ul className="flex flex-wrap gap-x-8 gap-y-6">
                {badges.map((badge) => (
                  <li key={badge.title} className="text-center">
                    <BadgeMedal tier={badge.times === null ? badge.tier : 1} channel={badge.adapter} />
                    <p className="mt-1.5 font-semibold">
                      {badge.title} {badge.times !== null && badge.times > 1 && `${badge.times}×`}
                    </p>
                  </li>
                ))}
              </ul>
            </Section>
          )}
        </div>
      )}
      {others.length > 0 && (
        <nav aria-label="Other years" className="mt-12 flex flex-wrap gap-x-5 gap-y-2 text-sm">
          {others.map((one) => (
            <Link key={one} to={`/recap/${one}`} className="text-link py-2">
              Year to {one}
            </Link>
          ))}
        </nav>
      )}
    </>
  )
}
