import { joinClasses } from '#app/components/ui/join-classes.ts'
import type { Prize, Way } from '#app/domain/contests/contests.ts'

import type { EntryView } from './contest-view.ts'
import { EntryCard } from './entry-card.tsx'

const metals = ['bg-shine text-on-shine', 'bg-sunk text-ink border-edge border', 'bg-gold-soft text-gold border-gold border']

/** A place as a medal. */
export function Medal({ place }: { place: number }) {
  return (
    <span
      className={joinClasses(
        'grid size-11 shrink-0 place-items-center rounded-full text-lg font-extrabold tabular-nums',
        metals[place - 1] ?? 'bg-leaf-soft text-leaf',
      )}
    >
      <span className="sr-only">Place </span>
      {place}
    </span>
  )
}

/** What a tally says: votes, or the jury's mean of ten. */
function tallyWords(way: Way, tally: number, locale: string): string {
  if (way === 'jury') return `${(tally / 100).toLocaleString(locale, { minimumFractionDigits: 2 })} of 10`
  return `${tally.toLocaleString(locale)} ${tally === 1 ? 'vote' : 'votes'}`
}

type Props = { entries: readonly EntryView[]; way: Way; prizes: readonly Prize[]; locale: string; pointsName: string }

/** Every entry of a decided contest in its place, with what it won. */
export function ContestResults({ entries, way, prizes, locale, pointsName }: Props) {
  const placed = entries.filter((entry) => entry.place !== null).sort((one, other) => (one.place ?? 0) - (other.place ?? 0))
  return (
    <ol className="grid gap-4 md:grid-cols-2">
      {placed.map((entry) => {
        const prize = entry.tally > 0 ? prizes[(entry.place ?? 0) - 1] : undefined
        return (
          <EntryCard key={entry.id} entry={{ ...entry, voted: false }}>
            <p className="flex items-center gap-3">
              <Medal place={entry.place ?? 0} />
              <span>
                <span className="block font-semibold tabular-nums">{tallyWords(way, entry.tally, locale)}</span>
                {prize && prize.points > 0 && (
                  <span className="block text-sm text-gold tabular-nums">
                    won {prize.points.toLocaleString(locale)} {pointsName}
                  </span>
                )}
              </span>
            </p>
          </EntryCard>
        )
      })}
    </ol>
  )
}
