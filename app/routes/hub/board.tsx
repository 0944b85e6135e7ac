import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useNavigation, useRevalidator } from '@remix-run/react'
import { anyone } from '#app/auth/guests.server.ts'
import { PinnedPlace, PlacesTable, Podium } from '#app/components/hub/board-view.tsx'
import { useLive } from '#app/components/shell/live.tsx'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { joinClasses } from '#app/components/ui/join-classes.ts'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { TabLinks } from '#app/components/ui/tab-links.tsx'
import { periodFrom, periods } from '#app/domain/boards/boards.ts'
import { boardAt, boardTotals, placeOf, placesOn, standsOnBoards } from '#app/domain/boards/queries.server.ts'
import { reachesFor } from '#app/domain/members/profile.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `Board: ${data.title}` : 'Board' },
  { name: 'description', content: 'Who gave most, by day, week, month and of all time.' },
]

const perPage = 25
const lastPage = 4000

/** One page of one board, and the reader's own place on it. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program, member } = await anyone(request)
  const query = new URL(request.url).searchParams
  const period = periodFrom(query.get('period'))
  const page = Math.min(lastPage, Math.max(1, Math.trunc(Number(query.get('page'))) || 1))
  const board = boardAt(program, period, new Date())
  const reader = { reaches: reachesFor(member ? 'member' : 'visitor'), memberId: member?.id ?? null }
  const [places, mine, totals, listed] = await Promise.all([
    placesOn(board, reader, (page - 1) * perPage, perPage + 1),
    member && placeOf(board, member.id),
    boardTotals(board),
    member !== null && standsOnBoards(program.id, member.id),
  ])
  const shown = places.slice(0, perPage)
  return {
    period,
    title: periods[period],
    page,
    places: shown,
    more: places.length > perPage,
    members: totals.members,
    mine: mine && member ? { ...mine, person: { handle: member.handle, name: member.displayName } } : null,
    listed,
    reader: { id: member?.id ?? null, pointsName: program.pointsName, locale: member?.locale ?? 'en', zone: program.timeZone },
  }
}

/** The board: who gave most in a period. */
export default function Board() {
  const { period, title, page, places, more, members, mine, listed, reader } = useLoaderData<typeof loader>()
  const waiting = useNavigation().state === 'loading'
  const words = { mine: reader.id, pointsName: reader.pointsName, locale: reader.locale }
  const address = (to: number): string => `/board?period=${period}${to > 1 ? `&page=${to}` : ''}`
  const tabs = (Object.keys(periods) as (keyof typeof periods)[]).map((key) => ({
    label: periods[key],
    to: `/board?period=${key}`,
    current: key === period,
  }))
  const podium = page === 1 && places.length >= 3
  const inSight = places.slice(0, 8).some((place) => place.memberId === reader.id)
  return (
    <>
      {reader.id === null && <VisitorLive />}
      <PageHeader
        title="Board"
        lead={`${members.toLocaleString(reader.locale)} ${members === 1 ? 'member stands' : 'members stand'} here. ${lead[period]}`}
      />
      <TabLinks look="chips" label="Period" tabs={tabs} />
      <div className={joinClasses('mt-8', waiting && 'opacity-60')}>
        {places.length === 0 && (
          <EmptyState title="Nobody stands here yet" action={<ButtonLink to="/earn">How to earn</ButtonLink>}>
            The first contribution that counts opens this board.
          </EmptyState>
        )}
        {podium && (
          <div className="mb-8 max-sm:hidden">
            <Podium places={places} {...words} />
          </div>
        )}
        {places.length > 0 && <PlacesTable places={places} title={`Board, ${title.toLowerCase()}`} {...words} />}
        {mine && !(listed && inSight) && (
          <PinnedPlace place={mine} note={listed ? undefined : 'Only you see this place: you chose not to stand on boards.'} {...words} />
        )}
        <Pagination label="Pages of the board" newer={page > 1 ? address(page - 1) : null} older={more ? address(page + 1) : null} />
      </div>
      <p className="mt-8 max-w-prose text-sm text-muted">
        More points stand higher. Among equals, whoever reached the points with the earlier contribution stands higher; after that, whoever joined
        first. A contribution counts for the day on which it was made ({reader.zone}; weeks begin on Monday), and spending points changes no place.
      </p>
    </>
  )
}

const lead: Record<keyof typeof periods, string> = {
  day: 'Since midnight.',
  week: 'Since Monday.',
  month: 'Since the first of the month.',
  all: 'Since the beginning.',
}

/** Keeps the board true for visitors, whose frame has no live updates of its own. */
function VisitorLive() {
  const { revalidate } = useRevalidator()
  useLive('/live', revalidate)
  return null
}
