import { Link } from '@remix-run/react'
import { EyeOff } from 'lucide-react'

import { FollowForm } from '#app/components/hub/board-follow.tsx'
import { LevelEmblem } from '#app/components/standing/level-emblem.tsx'
import { Avatar } from '#app/components/ui/avatar.tsx'
import { joinClasses } from '#app/components/ui/join-classes.ts'
import { Points } from '#app/components/ui/points.tsx'
import { Table } from '#app/components/ui/table.tsx'

/** A place as a board shows it: `person` is null where the reader may not see who it is. */
export type PlaceView = {
  place: number
  memberId: number
  points: number
  person: { handle: string; name: string } | null
  level: { rank: number; title: string } | null
}

type Words = { pointsName: string; locale: string; mine: number | null }

/** The face on a board; someone who shows no profile gets the face of nobody in particular. */
function Face({ place, size, className }: { place: PlaceView; size?: 'sm' | 'md' | 'lg'; className?: string }) {
  if (place.person) return <Avatar handle={place.person.handle} size={size} className={className} />
  const sizes = { sm: 'size-8', md: 'size-11', lg: 'size-16' }
  return (
    <span aria-hidden className={joinClasses('grid shrink-0 place-items-center rounded-full bg-sunk text-muted', sizes[size ?? 'md'], className)}>
      <EyeOff className="size-2/5" />
    </span>
  )
}

function nameOf(place: PlaceView, mine: number | null): string {
  const name = place.person?.name ?? 'A member'
  return place.memberId === mine ? `${name} (you)` : name
}

/** The first three with large pictures, the first in the middle. */
export function Podium({ places, mine, pointsName, locale }: Words & { places: readonly PlaceView[] }) {
  const order = ['sm:order-2', 'sm:order-1 sm:mt-10', 'sm:order-3 sm:mt-14']
  return (
    <ol className="grid gap-3 sm:grid-cols-3 sm:gap-5">
      {places.slice(0, 3).map((place, index) => (
        <li key={place.memberId} className={order[index]}>
          <Person
            place={place}
            className={joinClasses(
              'flex items-center gap-4 rounded-lg px-5 py-4 no-underline focus-visible:rounded-lg sm:flex-col sm:gap-3 sm:pt-7 sm:pb-6 sm:text-center',
              index === 0 ? 'bg-grove text-on-grove' : 'card',
              index > 0 && place.person && 'hover:border-leaf',
            )}
          >
            <span className="relative shrink-0">
              <Face place={place} size="lg" className={index === 0 ? 'ring-3 ring-shine sm:size-24' : 'sm:size-18'} />
              <span
                className={joinClasses(
                  'absolute -right-1 -bottom-1 grid size-7 place-items-center rounded-full text-sm font-extrabold tabular-nums',
                  index === 0 ? 'bg-shine text-on-shine' : 'bg-leaf text-on-leaf',
                )}
              >
                <span className="sr-only">Place </span>
                {place.place}
              </span>
            </span>
            <span className="min-w-0 flex-1 sm:w-full">
              <span className="block truncate font-bold">{nameOf(place, mine)}</span>
              <span className={joinClasses('block truncate text-sm', index === 0 ? 'text-grove-muted' : 'text-muted')}>
                {place.level?.title ?? ' '}
              </span>
            </span>
            <Points amount={place.points} name={pointsName} locale={locale} className="text-lg font-extrabold max-sm:text-right" />
          </Person>
        </li>
      ))}
    </ol>
  )
}

function Person({ place, className, children }: { place: PlaceView; className: string; children: React.ReactNode }) {
  if (!place.person) return <div className={className}>{children}</div>
  return (
    <Link to={`/members/${encodeURIComponent(place.person.handle)}`} className={className}>
      {children}
    </Link>
  )
}

/** The board as a table; the reader's own row is marked. With `follow`, a member can begin and end following from the row. */
export function PlacesTable({
  places,
  title,
  mine,
  pointsName,
  locale,
  follow,
  pointsTitle,
}: Words & {
  places: readonly PlaceView[]
  title: string
  follow?: { ids: readonly number[]; back: string; always: boolean }
  pointsTitle?: string
}) {
  return (
    <Table
      caption={title}
      rows={places}
      rowKey={(place) => `${place.place} ${place.memberId}`}
      marked={(place) => place.memberId === mine}
      stack={false}
      columns={[
        { key: 'place', title: 'Place', cell: (place) => <span className="font-bold tabular-nums">{place.place}</span> },
        {
          key: 'member',
          title: 'Member',
          heading: true,
          cell: (place) => (
            <Person
              place={place}
              className={joinClasses('flex min-h-11 min-w-0 items-center gap-3 no-underline', place.person && 'hover:text-leaf hover:underline')}
            >
              <Face place={place} className="max-sm:size-9" />
              <span className="min-w-0 break-words">{nameOf(place, mine)}</span>
            </Person>
          ),
        },
        { key: 'level', title: 'Level', wideOnly: true, cell: (place) => place.level && <LevelCell level={place.level} /> },
        {
          key: 'points',
          title: pointsTitle ?? pointsName.charAt(0).toUpperCase() + pointsName.slice(1),
          numeric: true,
          cell: (place) => <Points amount={place.points} locale={locale} className="font-bold" />,
        },
        ...(follow
          ? [
              {
                key: 'follow',
                title: 'Follow',
                titleHidden: true,
                wideOnly: !follow.always,
                cell: (place: PlaceView) =>
                  place.person &&
                  place.memberId !== mine && (
                    <FollowForm handle={place.person.handle} name={place.person.name} on={follow.ids.includes(place.memberId)} back={follow.back} />
                  ),
              },
            ]
          : []),
      ]}
    />
  )
}

function LevelCell({ level }: { level: { rank: number; title: string } }) {
  return (
    <span className="flex items-center gap-2 text-sm whitespace-nowrap text-muted">
      <LevelEmblem rank={level.rank} size="sm" />
      {level.title}
    </span>
  )
}

/** The reader's own place, always in sight at the foot of the board. */
export function PinnedPlace({ place, note, pointsName, locale }: { place: PlaceView; note?: string; pointsName: string; locale: string }) {
  return (
    <p className="sticky bottom-3 z-10 mt-4 flex items-center gap-3 rounded-lg bg-grove px-4 py-3 text-on-grove shadow-lift max-sm:bottom-19 sm:px-5">
      <span className="min-w-8 text-lg font-extrabold tabular-nums">
        <span className="sr-only">Your place: </span>
        {place.place}
      </span>
      <Face place={place} size="sm" />
      <span className="min-w-0 flex-1 font-semibold">
        You
        {note && <span className="block text-sm font-normal text-grove-muted">{note}</span>}
      </span>
      <Points amount={place.points} name={pointsName} locale={locale} className="font-bold" />
    </p>
  )
}

/** A few places in a row, such as the reader's own with the neighbors, or the first five. */
export function PlacesList({ places, mine, locale }: Omit<Words, 'pointsName'> & { places: readonly PlaceView[] }) {
  return (
    <ol className="flex flex-col gap-1">
      {places.map((place) => (
        <li
          key={place.memberId}
          className={joinClasses('flex items-center gap-3 rounded-md px-3 py-1.5', place.memberId === mine && 'bg-leaf-soft font-semibold')}
        >
          <span className="w-7 shrink-0 text-right text-muted tabular-nums">{place.place}</span>
          <Person
            place={place}
            className={joinClasses('flex min-h-11 min-w-0 flex-1 items-center gap-3 no-underline', place.person && 'hover:text-leaf hover:underline')}
          >
            <Face place={place} size="sm" />
            <span className="min-w-0 truncate">{nameOf(place, mine)}</span>
          </Person>
          <Points amount={place.points} locale={locale} className="font-semibold" />
        </li>
      ))}
    </ol>
  )
}
