import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData, useNavigation, useRevalidator } from '@remix-run/react'
import { anyone, requireMember } from '#app/auth/guests.server.ts'
import { returnPath } from '#app/auth/return-path.ts'
import { boardAddress, channelTabs, choiceFrom, periodTabs, viewTabs } from '#app/components/hub/board-choice.ts'
import { BoardOrder, EmptyBoard, NearForm, SeasonLinks } from '#app/components/hub/board-notes.tsx'
import { PinnedPlace, PlacesTable, Podium } from '#app/components/hub/board-view.tsx'
import { liveMark } from '#app/routes/resources/live-mark.ts'
import { useLive } from '#app/components/shell/live.tsx'
import { joinClasses } from '#app/components/ui/join-classes.ts'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { TabLinks } from '#app/components/ui/tab-links.tsx'
import { chooseBoardView } from '#app/flows/choose-board-view.server.ts'
import { followMember } from '#app/flows/follow-member.server.ts'
import { boardView } from './board-view.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `Board: ${data.title}` : 'Board' },
  { name: 'description', content: 'Who gave most, by day, week, month and of all time, by channel and by season.' },
]

/** One page of one board, and the reader's own place on it. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { program, member, turn } = await anyone(request)
  const choice = choiceFrom(new URL(request.url).searchParams)
  const now = new Date()
  const { shown, season, frozen, next, segments, channels, title, ...view } = await boardView(program, member, choice, now)
  const seasonLine = (one: { slug: string; title: string }, at: Date) => ({ slug: one.slug, title: one.title, at: at.toISOString() })
  return {
    choice,
    title,
    ...shown,
    mine: shown.mine && member ? { ...shown.mine, person: { handle: member.handle, name: member.displayName } } : null,
    tabs: {
      views: viewTabs(choice, member !== null, season?.title ?? null, segments),
      periods: periodTabs(choice),
      channels: channelTabs(choice, channels),
    },
    season: choice.view === 'season' && season ? seasonLine(season, season.endsAt) : null,
    frozen: frozen.map((one) => seasonLine(one, one.endsAt)),
    next: next && seasonLine(next, next.startsAt),
    near: view.nearOnly,
    preference: view.preference,
    mayChoose: member !== null && !view.setting.neighborsOnly,
    newcomerDays: view.setting.newcomerDays,
    followed: view.followed,
    listed: view.listed,
    reader: {
      id: member?.id ?? null,
      pointsName: program.pointsName,
      locale: member?.locale ?? 'en',
      zone: program.timeZone,
      now: now.toISOString(),
      mark: liveMark({ turn, notice: 0 }),
    },
  }
}

/** Follows somebody or ends it, or chooses how boards look to the member; leads back to where the form stood. */
export async function action({ request }: ActionFunctionArgs) {
  const { actor, member } = await requireMember(request)
  const form = await request.formData()
  const text = (name: string): string => String(form.get(name) ?? '')
  const by = { ...actor, by: member.id }
  const wish = text('do')
  if (wish === 'near' || wish === 'whole') await chooseBoardView(wish === 'near', by)
  else if (wish === 'follow' || wish === 'unfollow') {
    const done = await followMember(text('handle'), wish === 'follow', by)
    if ('message' in done) throw new Response(done.message, { status: 404, statusText: 'Not Found' })
  } else throw new Response('The form asked for something that boards do not know. Nothing was changed.', { status: 400, statusText: 'Bad Request' })
  return redirect(returnPath(text('back'), '/board'), 303)
}

/** The boards: who gave most, in a time, a channel, a season, among newcomers, and so on. */
export default function Board() {
  const { choice, title, tabs, places, mine, members, more, near, listed, reader, ...view } = useLoaderData<typeof loader>()
  const waiting = useNavigation().state === 'loading'
  const words = { mine: reader.id, pointsName: reader.pointsName, locale: reader.locale }
  const page = (to: number): string => boardAddress({ ...choice, page: to })
  const podium = choice.page === 1 && places.length >= 3 && places[0]?.place === 1 && choice.view !== 'around'
  const inSight = places.slice(0, podium ? 8 : 12).some((place) => place.memberId === reader.id)
  const follow = reader.id === null ? undefined : { ids: view.followed, back: page(choice.page), always: choice.view === 'following' }
  return (
    <>
      {reader.id === null && <VisitorLive mark={reader.mark} />}
      <PageHeader
        title="Board"
        lead={`${members.toLocaleString(reader.locale)} ${members === 1 ? 'member stands' : 'members stand'} here. ${near ? 'You see the places next to yours.' : ''}`}
        actions={view.mayChoose && <NearForm on={view.preference} back={page(1)} />}
      />
      <div className="flex flex-col gap-3">
        <TabLinks label="Boards" tabs={tabs.views} />
        {tabs.periods.length > 0 && <TabLinks look="chips" label="Period" tabs={tabs.periods} />}
        {tabs.channels.length > 0 && <TabLinks look="chips" label="Channel" tabs={tabs.channels} />}
      </div>
      {view.season && (
        <p className="mt-6 text-muted">
          {view.season.title} ends <Time iso={view.season.at} zone={reader.zone} locale={reader.locale} now={reader.now} look="full" />. Then these
          places stand for good, and the next season starts at zero.
        </p>
      )}
      <div className={joinClasses('mt-8', waiting && 'opacity-60')}>
        {places.length === 0 && <EmptyBoard view={choice.view} near={near} signedIn={reader.id !== null} />}
        {podium && (
          <div className="mb-8 max-sm:hidden">
            <Podium places={places} {...words} />
          </div>
        )}
        {places.length > 0 && (
          <PlacesTable
            places={places}
            title={`Board, ${title.charAt(0).toLowerCase()}${title.slice(1)}`}
            follow={follow}
            pointsTitle={choice.view === 'improved' ? 'Gain' : undefined}
            {...words}
          />
        )}
        {mine && places.length > 0 && !(listed && inSight) && (
          <PinnedPlace place={mine} note={listed ? undefined : 'Only you see this place: you chose not to stand on boards.'} {...words} />
        )}
        <Pagination label="Pages of the board" newer={choice.page > 1 ? page(choice.page - 1) : null} older={more ? page(choice.page + 1) : null} />
      </div>
      <BoardOrder view={choice.view} zone={reader.zone} newcomerDays={view.newcomerDays} />
      <SeasonLinks frozen={view.frozen} next={view.next} reader={reader} />
    </>
  )
}

/** Keeps the board true for visitors, whose frame has no live updates of its own. */
function VisitorLive({ mark }: { mark: string }) {
  const { revalidate } = useRevalidator()
  useLive('/live', revalidate, { mark })
  return null
}
