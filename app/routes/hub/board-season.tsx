import { type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { anyone } from '#app/auth/guests.server.ts'
import { SeasonWinners } from '#app/components/hub/board-season.tsx'
import { PinnedPlace, PlacesTable } from '#app/components/hub/board-view.tsx'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { boardSetting } from '#app/domain/boards/queries/choices.server.ts'
import { frozenCount, frozenPlaceOf, frozenPlaces, seasonBySlug } from '#app/domain/boards/queries/seasons.server.ts'
import { seasonState } from '#app/domain/boards/seasons.ts'
import { reachesFor } from '#app/domain/members/profile.ts'
import { DateTime } from 'luxon'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.title}: the final board` : 'Season' },
  { name: 'description', content: data ? `Who won ${data.title}, and every place as it was frozen at the last moment.` : '' },
]

const perPage = 25

/** A season that has ended: who won, and every place as it was frozen. One that runs leads to its live board. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { program, member } = await anyone(request)
  const season = await seasonBySlug(program.id, params.slug ?? '')
  if (!season) throw new Response('There is no such season.', { status: 404, statusText: 'Not Found' })
  if (['running', 'ending'].includes(seasonState(season, new Date()))) throw redirect('/board?view=season', 303)
  const after = Math.max(0, Math.trunc(Number(new URL(request.url).searchParams.get('after'))) || 0)
  const reader = { reaches: reachesFor(member ? 'member' : 'visitor'), memberId: member?.id ?? null }
  const [setting, winners, places, mine, members] = await Promise.all([
    boardSetting(program.id),
    frozenPlaces(program.id, season.id, reader, 0, season.winners),
    frozenPlaces(program.id, season.id, reader, after, perPage + 1),
    member && frozenPlaceOf(program.id, season.id, reader),
    frozenCount(program.id, season.id),
  ])
  const zone = program.timeZone
  const words = (at: Date): string =>
    DateTime.fromJSDate(at, { zone })
      .setLocale(member?.locale ?? 'en')
      .toLocaleString({ ...DateTime.DATETIME_FULL_WITH_SECONDS })
  return {
    slug: season.slug,
    title: season.title,
    planned: season.frozenAt === null,
    span: `${words(season.startsAt)} to ${words(season.endsAt)}`,
    winners: winners.filter((one) => one.place <= season.winners),
    places: setting.neighborsOnly ? [] : places.slice(0, perPage),
    more: !setting.neighborsOnly && places.length > perPage ? (places[perPage - 1]?.place ?? null) : null,
    after,
    mine,
    members,
    late: { count: season.lateCount, points: season.latePoints },
    reader: { id: member?.id ?? null, pointsName: program.pointsName, locale: member?.locale ?? 'en' },
  }
}

/** The final board of a season. */
export default function SeasonArchive() {
  const { slug, title, planned, span, winners, places, more, after, mine, members, late, reader } = useLoaderData<typeof loader>()
  const words = { mine: reader.id, pointsName: reader.pointsName, locale: reader.locale }
  const address = `/board/seasons/${slug}`
  return (
    <>
      <PageHeader
        title={title}
        lead={
          planned
            ? `It runs from ${span}.`
            : `From ${span}. ${members.toLocaleString(reader.locale)} ${members === 1 ? 'member stands' : 'members stand'} here for good.`
        }
        crumbs={[{ label: 'Board', to: '/board' }, { label: title }]}
      />
      {planned || members === 0 ? (
        <EmptyState
          title={planned ? 'It has not started yet' : 'Nobody earned points in this season'}
          action={<ButtonLink to="/board">The board</ButtonLink>}
        >
          {planned ? 'From its first moment on, everybody starts at zero.' : 'The next one is open to everybody.'}
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-10">
          {after === 0 && (
            <Section title={winners.length === 1 ? 'The winner' : 'The winners'}>
              <SeasonWinners winners={winners} {...words} />
            </Section>
          )}
          {places.length > 0 && (
            <Section title="Every place">
              <PlacesTable places={places} title={`${title}, every place`} {...words} />
              <Pagination label="Pages of the season" newer={after > 0 ? address : null} older={more === null ? null : `${address}?after=${more}`} />
            </Section>
          )}
          {mine && !places.some((place) => place.memberId === reader.id) && <PinnedPlace place={mine} {...words} />}
        </div>
      )}
      {!planned && (
        <p className="mt-8 max-w-prose text-sm text-muted">
          Places were frozen at the last moment of the season and never change. Whoever chose later not to stand on boards is left out, and the others
          keep their places.
          {late.count > 0 &&
            ` ${late.count.toLocaleString(reader.locale)} ${late.count === 1 ? 'change' : 'changes'} (${late.points.toLocaleString(reader.locale)} ${reader.pointsName}) of contributions from these days came after the freezing: they count for lifetime points and changed nothing here.`}
        </p>
      )}
    </>
  )
}
