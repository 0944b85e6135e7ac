import { Link } from '@remix-run/react'

import { ChannelIcon } from '#app/components/activities/channel-icon.tsx'
import { Time } from '#app/components/ui/time.tsx'

import type { Reader } from './reader.ts'

export type WaitingItem = { key: string; channel: string; title: string; detail: string; to: string | null; at: string; count?: number }

/** What waits for somebody: one group, each line leading to where it can be handled. */
export function WaitingGroup({
  title,
  hint,
  items,
  more,
  reader,
}: {
  title: string
  hint: string
  items: readonly WaitingItem[]
  more?: { label: string; to: string }
  reader: Reader
}) {
  if (items.length === 0) return null
  return (
    <section aria-label={title}>
      <h3 className="font-bold">{title}</h3>
      <p className="text-sm text-muted">{hint}</p>
      <ul className="mt-2">
        {items.map((item) => (
          <li key={item.key} className="flex items-center gap-3 border-b py-2.5 last:border-0">
            <ChannelIcon channel={item.channel} size="sm" />
            <span className="min-w-0 flex-1">
              {item.to ? (
                <Link to={item.to} className="block truncate font-medium hover:text-leaf hover:underline">
                  {item.title}
                </Link>
              ) : (
                <span className="block truncate font-medium">{item.title}</span>
              )}
              <span className="block truncate text-sm text-muted">{item.detail}</span>
            </span>
            {item.count !== undefined && <span className="font-bold tabular-nums">{item.count.toLocaleString(reader.locale)}</span>}
            <span className="shrink-0 text-sm text-muted">
              <Time iso={item.at} zone={reader.zone} locale={reader.locale} now={reader.now} />
            </span>
          </li>
        ))}
      </ul>
      {more && (
        <p className="mt-2 text-sm">
          <Link to={more.to} className="text-link">
            {more.label}
          </Link>
        </p>
      )}
    </section>
  )
}
