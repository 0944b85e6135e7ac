import { Link } from '@remix-run/react'

import { Avatar } from '#app/components/ui/avatar.tsx'
import { joinClasses } from '#app/components/ui/join-classes.ts'
import { Points } from '#app/components/ui/points.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { TabLinks, type TabLink } from '#app/components/ui/tab-links.tsx'

import { LevelEmblem } from './level-emblem.tsx'

/** One place on a board; `moved` is the change since the period before, upwards positive. */
export type BoardRow = {
  place: number
  handle: string
  name: string
  avatarUrl?: string | null
  points: number
  level?: { title: string; rank: number } | null
  moved?: number | null
  me?: boolean
}

type BoardWords = { pointsName: string; locale?: string }

/** The switch between periods; each is a link, so it works without script. */
export function BoardPeriods({ periods }: { periods: TabLink[] }) {
  return <TabLinks label="Period" tabs={periods} look="chips" />
}

/** The first three with large pictures, the first in the middle. */
export function BoardPodium({ rows, pointsName, locale }: BoardWords & { rows: readonly BoardRow[] }) {
  const order = ['sm:order-2', 'sm:order-1 sm:mt-10', 'sm:order-3 sm:mt-14']
  return (
    <ol className="grid gap-3 sm:grid-cols-3 sm:gap-5">
      {rows.slice(0, 3).map((row, index) => (
        <li key={row.handle} className={order[index]}>
          <Link
            to={`/members/${encodeURIComponent(row.handle)}`}
            className={joinClasses(
              'flex items-center gap-4 rounded-lg px-5 py-4 no-underline focus-visible:rounded-lg sm:flex-col sm:gap-3 sm:pt-7 sm:pb-6 sm:text-center',
              index === 0 ? 'bg-grove text-on-grove' : 'card hover:border-leaf',
            )}
          >
            <span className="relative shrink-0">
              <Avatar handle={row.handle} src={row.avatarUrl} size="lg" className={index === 0 ? 'ring-3 ring-shine sm:size-24' : 'sm:size-18'} />
              <span
                className={joinClasses(
                  'absolute -right-1 -bottom-1 grid size-7 place-items-center rounded-full text-sm font-extrabold tabular-nums',
                  index === 0 ? 'bg-shine text-on-shine' : 'bg-leaf text-on-leaf',
                )}
              >
                <span className="sr-only">Place </span>
                {row.place}
              </span>
            </span>
            <span className="min-w-0 flex-1">
              <span className="block truncate font-bold">{row.me ? `${row.name} (you)` : row.name}</span>
              {row.level && (
                <span className={joinClasses('block truncate text-sm', index === 0 ? 'text-grove-muted' : 'text-muted')}>{row.level.title}</span>
              )}
            </span>
            <span className="text-lg font-extrabold">
              <Points amount={row.points} locale={locale} />
              <span className="max-sm:sr-only"> {pointsName}</span>
            </span>
          </Link>
        </li>
      ))}
    </ol>
  )
}

/** The board as a table; the reader's own row is marked, and stands pinned at the foot when it is further down. */
export function BoardTable({
  rows,
  mine,
  title,
  pointsName,
  locale,
}: BoardWords & { rows: readonly BoardRow[]; mine?: BoardRow | null; title: string }) {
  const pinned = mine && !rows.some((row) => row.handle === mine.handle) ? mine : null
  return (
    <>
      <Table
        caption={title}
        rows={rows}
        rowKey={(row) => row.handle}
        marked={(row) => Boolean(row.me)}
        columns={[
          { key: 'place', title: 'Place', cell: (row) => <Place row={row} /> },
          { key: 'member', title: 'Member', heading: true, cell: (row) => <Person row={row} /> },
          { key: 'level', title: 'Level', wideOnly: true, cell: (row) => row.level && <Level level={row.level} /> },
          { key: 'points', title: pointsName, numeric: true, cell: (row) => <Points amount={row.points} locale={locale} className="font-bold" /> },
        ]}
        stack={false}
      />
      {pinned && (
        <p className="sticky bottom-3 mt-3 flex items-center gap-3 rounded-lg bg-grove px-4 py-3 text-on-grove shadow-lift max-sm:bottom-20">
          <span className="w-12 font-bold tabular-nums">
            <span className="sr-only">Your place: </span>
            {pinned.place}
          </span>
          <Avatar handle={pinned.handle} src={pinned.avatarUrl} size="sm" />
          <span className="min-w-0 flex-1 truncate font-semibold">You</span>
          <Points amount={pinned.points} name={pointsName} locale={locale} className="font-bold" />
        </p>
      )}
    </>
  )
}

/** The reader's place with the neighbors above and below, and how far the next place is. */
export function Neighbors({ rows, pointsName, locale }: BoardWords & { rows: readonly BoardRow[] }) {
  const mine = rows.findIndex((row) => row.me)
  const above = rows[mine - 1]
  const gap = above && rows[mine] ? above.points - rows[mine].points + 1 : null
  return (
    <div>
      <ol className="flex flex-col gap-1">
        {rows.map((row) => (
          <li key={row.handle} className={joinClasses('flex items-center gap-3 rounded-md px-3 py-2', row.me && 'bg-leaf-soft font-semibold')}>
            <span className="w-7 shrink-0 text-right text-muted tabular-nums">{row.place}</span>
            <Person row={row} small />
            <Points amount={row.points} locale={locale} className="ml-auto font-semibold" />
          </li>
        ))}
      </ol>
      {gap !== null && gap > 0 && (
        <p className="mt-3 px-3 text-sm text-muted">
          <Points amount={gap} locale={locale} /> {pointsName} and you pass {above?.name}.
        </p>
      )}
    </div>
  )
}

function Place({ row }: { row: BoardRow }) {
  return (
    <span className="flex items-baseline gap-1.5 font-bold tabular-nums">
      {row.place}
      {Boolean(row.moved) && (
        <span className={joinClasses('text-sm font-medium', row.moved! > 0 ? 'text-leaf' : 'text-muted')}>
          <span aria-hidden>{row.moved! > 0 ? '↑' : '↓'}</span>
          <span className="sr-only">{row.moved! > 0 ? 'up' : 'down'} </span>
          {Math.abs(row.moved!)}
        </span>
      )}
    </span>
  )
}

function Person({ row, small }: { row: BoardRow; small?: boolean }) {
  return (
    <Link
      to={`/members/${encodeURIComponent(row.handle)}`}
      className="flex min-h-9 min-w-0 items-center gap-3 no-underline hover:text-leaf hover:underline"
    >
      <Avatar handle={row.handle} src={row.avatarUrl} size={small ? 'sm' : 'md'} />
      <span className="min-w-0 truncate">{row.me ? `${row.name} (you)` : row.name}</span>
    </Link>
  )
}

function Level({ level }: { level: { title: string; rank: number } }) {
  return (
    <span className="flex items-center gap-2 text-sm text-muted">
      <LevelEmblem rank={level.rank} size="sm" />
      {level.title}
    </span>
  )
}
