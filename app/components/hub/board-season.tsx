import { Link } from '@remix-run/react'

import { Avatar } from '#app/components/ui/avatar.tsx'
import { joinClasses } from '#app/components/ui/join-classes.ts'
import { Points } from '#app/components/ui/points.tsx'

import type { PlaceView } from './board-view.tsx'

const metals = ['bg-shine text-on-shine', 'bg-sunk text-ink border-edge border', 'bg-gold-soft text-gold border-gold border']
const metalNames = ['Gold', 'Silver', 'Bronze']

/** Who won a season, with medals for the first three. */
export function SeasonWinners({
  winners,
  mine,
  pointsName,
  locale,
}: {
  winners: readonly PlaceView[]
  mine: number | null
  pointsName: string
  locale: string
}) {
  return (
    <ol className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
      {winners.map((winner) => (
        <li
          key={winner.place}
          className={joinClasses('flex items-center gap-4 rounded-lg px-5 py-4', winner.place === 1 ? 'bg-grove text-on-grove' : 'card')}
        >
          <Medal place={winner.place} />
          {winner.person && <Avatar handle={winner.person.handle} size="md" />}
          <span className="min-w-0 flex-1">
            {winner.person ? (
              <Link
                to={`/members/${encodeURIComponent(winner.person.handle)}`}
                className="block truncate font-bold text-current no-underline hover:underline"
              >
                {winner.person.name}
                {winner.memberId === mine && ' (you)'}
              </Link>
            ) : (
              <span className="block truncate font-bold">A member</span>
            )}
            <Points amount={winner.points} name={pointsName} locale={locale} className="font-semibold" />
          </span>
        </li>
      ))}
    </ol>
  )
}

function Medal({ place }: { place: number }) {
  return (
    <span
      className={joinClasses(
        'grid size-11 shrink-0 place-items-center rounded-full text-lg font-extrabold tabular-nums',
        metals[place - 1] ?? 'bg-leaf-soft text-leaf',
      )}
    >
      <span className="sr-only">{metalNames[place - 1] ? `${metalNames[place - 1]}, place ` : 'Place '}</span>
      {place}
    </span>
  )
}
