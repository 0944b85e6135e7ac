import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireMember } from '#app/auth/guests.server.ts'
import { cardsFrom } from '#app/components/hub/kinds.ts'
import { sheetView, shelfBadge } from '#app/components/hub/standing-view.ts'
import { BadgeShelf } from '#app/components/standing/badge-shelf.tsx'
import { StampSheet } from '#app/components/standing/stamp-sheet.tsx'
import { StreakStrip } from '#app/components/standing/streak-strip.tsx'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { badgeBook, cardsOf, streaksOf } from '#app/domain/standing/queries.server.ts'
import { adapters } from '#integrations/registry.ts'

export const meta: MetaFunction = () => [{ title: 'Badges and streaks' }]

/** The member's streaks, cards and badges. A secret badge that is not held is not in the answer, nor in any count. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program, member } = await requireMember(request)
  const now = new Date()
  const [book, streaks, sheets] = await Promise.all([
    badgeBook(program.id, member.id),
    streaksOf(program.id, member.id, member.timeZone, now),
    cardsOf(program.id, member.id, now),
  ])
  const cards = cardsFrom(adapters)
  const shelf = book.map(shelfBadge)
  const near = (badge: (typeof shelf)[number]): number => (badge.target === null ? 0 : badge.current / badge.target)
  return {
    held: shelf.filter((badge) => badge.tier > 0).sort((one, other) => (other.at ?? '').localeCompare(one.at ?? '')),
    open: shelf.filter((badge) => badge.tier === 0).sort((one, other) => near(other) - near(one)),
    streaks: streaks.map(({ streak, ...line }) => ({
      ...line,
      streak: { slug: streak.slug, title: streak.title, unit: streak.unit, freezesMost: streak.freezesMost },
    })),
    sheets: sheets.map((line) => sheetView(line, cards)),
    zone: member.timeZone,
    reader: { zone: member.timeZone, locale: member.locale, now: now.toISOString() },
  }
}

/** Everything a member collects beside points. */
export default function Badges() {
  const { held, open, streaks, sheets, zone, reader } = useLoaderData<typeof loader>()
  const nothing = held.length + open.length + streaks.length + sheets.length === 0
  return (
    <>
      <PageHeader
        title="Badges and streaks"
        lead="What you keep up, what you fill, and what stays yours."
        actions={
          <>
            <ButtonLink to="/levels" variant="outline">
              Levels
            </ButtonLink>
            <ButtonLink to="/paths" variant="outline">
              Paths
            </ButtonLink>
          </>
        }
      />
      {nothing && <EmptyState title="Nothing to collect yet">As soon as the program has badges, cards or streaks, they are here.</EmptyState>}
      <div className="flex flex-col gap-14">
        {streaks.length > 0 && (
          <Section title="Streaks" lead={`Days and weeks are those of your own time zone, ${zone}.`}>
            <div className="grid gap-10 md:grid-cols-2">
              {streaks.map((line) => (
                <StreakStrip key={line.streak.slug} line={line} locale={reader.locale} />
              ))}
            </div>
          </Section>
        )}
        {sheets.length > 0 && (
          <Section title="Stamp cards" id="cards">
            <div className="grid items-start gap-6 md:grid-cols-2 lg:grid-cols-3">
              {sheets.map((sheet) => (
                <StampSheet key={sheet.slug} sheet={sheet} reader={reader} />
              ))}
            </div>
          </Section>
        )}
        {held.length > 0 && (
          <Section title="Yours" lead={held.length === 1 ? 'One badge.' : `${held.length} badges.`}>
            <BadgeShelf badges={held} reader={reader} />
          </Section>
        )}
        {open.length > 0 && (
          <Section title={held.length > 0 ? 'Still to get' : 'Badges to get'} lead="The nearest first.">
            <BadgeShelf badges={open} reader={reader} />
          </Section>
        )}
      </div>
    </>
  )
}
