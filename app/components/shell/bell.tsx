import { Link } from '@remix-run/react'
import { Bell as BellIcon } from 'lucide-react'

/** Leads to the member's notices, and says how many are new. */
export function Bell({ unread }: { unread: number }) {
  const count = unread > 98 ? '99+' : String(unread)
  return (
    <Link
      to="/notices"
      className="relative inline-flex size-11 items-center justify-center rounded-full text-muted hover:bg-leaf-soft hover:text-ink"
    >
      <BellIcon aria-hidden className="size-5.5" strokeWidth={1.9} />
      <span className="sr-only">{unread === 0 ? 'Notices' : `Notices, ${count} new`}</span>
      {unread > 0 && (
        <span
          aria-hidden
          className="absolute top-0.5 right-0 min-w-5 rounded-full bg-danger px-1 text-center text-sm leading-5 font-bold text-on-leaf tabular-nums"
        >
          {count}
        </span>
      )}
    </Link>
  )
}
