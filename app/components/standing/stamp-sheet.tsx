import { Leaf, Sparkles } from 'lucide-react'

import { joinClasses } from '#app/components/ui/join-classes.ts'
import { Pill } from '#app/components/ui/pill.tsx'
import { Time } from '#app/components/ui/time.tsx'

export type SheetView = {
  slug: string
  title: string
  story: string
  places: number
  repeating: boolean
  place: number
  fills: number
  done: boolean
  offerUntil: string | null
  counts: string
}

type Words = { zone: string; locale: string; now: string }

/** A stamp card: its places with the stamps in them, and the offer while it lasts. */
export function StampSheet({ sheet, reader }: { sheet: SheetView; reader: Words }) {
  const left = sheet.places - sheet.place
  return (
    <article className={joinClasses('card flex flex-col p-5 sm:p-6', sheet.offerUntil && 'border-2 border-shine')}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h3 className="text-base font-bold">{sheet.title}</h3>
        {sheet.done ? <Pill tone="gold">Full</Pill> : sheet.fills > 0 && <Pill tone="good">filled {sheet.fills}×</Pill>}
      </div>
      {sheet.story && <p className="mt-0.5 text-sm text-muted">{sheet.story}</p>}
      <div className="mt-4 grid grid-cols-5 gap-2" role="img" aria-label={`${sheet.place} of ${sheet.places} stamps`}>
        {Array.from({ length: sheet.places }, (_, index) => (
          <span
            key={index}
            className={joinClasses(
              'grid aspect-square max-h-14 w-full place-items-center rounded-full',
              index < sheet.place
                ? 'bg-leaf text-on-leaf'
                : index === sheet.places - 1
                  ? 'border-2 border-dashed border-gold text-gold'
                  : 'border-2 border-dashed border-edge/60',
            )}
          >
            {index < sheet.place ? <Leaf className="size-5" /> : index === sheet.places - 1 && <Sparkles className="size-5" />}
          </span>
        ))}
      </div>
      <p className="mt-4 text-sm text-muted">
        <strong className="text-ink tabular-nums">
          {sheet.place}/{sheet.places}
        </strong>{' '}
        {sheet.done ? 'Every place is stamped.' : `${left} more to fill it${sheet.repeating ? '; then it starts again' : ''}.`} {sheet.counts}
      </p>
      {sheet.offerUntil && (
        <p className="mt-3 rounded-md bg-gold-soft px-3 py-2 text-sm font-semibold text-gold">
          Your next one counts double, until <Time iso={sheet.offerUntil} {...reader} look="full" />.
        </p>
      )}
    </article>
  )
}
