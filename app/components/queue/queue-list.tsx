import { Link } from '@remix-run/react'

import { Avatar } from '#app/components/ui/avatar.tsx'
import { joinClasses } from '#app/components/ui/join-classes.ts'
import { ageWords, itemKey, kindTitles, type QueueItem } from '#app/domain/reviews/queue.ts'

/** What waits, the oldest first. Those that can be approved at once have a box to tick; the boxes belong to the form `bulk`. */
export function QueueList({
  items,
  selected,
  addressOf,
  now,
}: {
  items: readonly QueueItem[]
  selected: string | null
  addressOf: (key: string) => string
  now: string
}) {
  return (
    <ol className="divide-y overflow-hidden rounded-lg border bg-card" aria-label="What waits, the oldest first">
      {items.map((item) => {
        const key = itemKey(item)
        const current = key === selected
        return (
          <li key={key} className={joinClasses('relative flex items-start gap-3 px-4 py-3 hover:bg-leaf-soft/50', current && 'bg-leaf-soft')}>
            <span className="relative z-10 flex size-6 shrink-0 items-center justify-center">
              {item.bulk === undefined ? (
                <Avatar handle={item.handle || item.title} className="size-6!" />
              ) : (
                <input
                  type="checkbox"
                  name="item"
                  form="bulk"
                  value={`${item.id}:${item.bulk}`}
                  aria-label={`Tick ${item.title} by ${item.who}`}
                  data-key={current ? 'tick' : undefined}
                  className="size-5"
                />
              )}
            </span>
            <div className="min-w-0 flex-1">
              <p className="flex items-baseline justify-between gap-3">
                <Link
                  to={addressOf(key)}
                  preventScrollReset
                  aria-current={current ? 'true' : undefined}
                  className="truncate font-semibold no-underline after:absolute after:inset-0"
                >
                  {item.title}
                </Link>
                <span className="shrink-0 text-sm text-muted tabular-nums">{ageWords(item.at, now)}</span>
              </p>
              <p className="truncate text-sm text-muted">
                {item.who && `${item.who}: `}
                {item.detail}
              </p>
              <p className="mt-0.5 flex flex-wrap gap-x-3 text-sm text-muted">
                <span>{kindTitles[item.kind].one}</span>
                {item.language && <span className="uppercase">{item.language}</span>}
                {item.mark && <span className="font-semibold text-gold">{item.mark}</span>}
              </p>
            </div>
          </li>
        )
      })}
    </ol>
  )
}
