import { Link } from '@remix-run/react'
import { ChevronDown } from 'lucide-react'

import { joinClasses } from '#app/components/ui/join-classes.ts'
import { formatPoints } from '#app/components/ui/points.tsx'
import { Time } from '#app/components/ui/time.tsx'

import { ChannelIcon } from './channel-icon.tsx'
import { LedgerState, orderLooks } from './ledger-state.tsx'
import type { LedgerLine, LedgerStatus } from './types.ts'
import { Why } from './why.tsx'

export type LedgerWords = { pointsName: string; zone: string; locale?: string; now: string }

const amountLooks: Record<LedgerStatus, string> = {
  counted: 'text-ink',
  nothing: 'text-muted',
  pending: 'text-gold',
  reversed: 'text-muted line-through decoration-2',
  undone: 'text-danger',
  unclaimed: 'text-gold',
}

/** One line of the ledger. The second row of it opens to "why"; the title leads to the thing itself. */
export function LedgerRow({ line, pointsName, zone, locale, now, open }: LedgerWords & { line: LedgerLine; open?: boolean }) {
  return (
    <li id={`line-${line.id}`} className="flex gap-3 border-b py-3.5 last:border-0 sm:gap-4">
      <ChannelIcon channel={line.channel.id} className="mt-0.5 max-sm:size-9" />
      <div className="min-w-0 flex-1">
        <div className="flex items-baseline justify-between gap-4">
          <p className="min-w-0 leading-6 font-semibold">
            {line.order ? (
              <Link to={line.order.href} className="hover:text-leaf hover:underline">
                {line.title}
              </Link>
            ) : line.url ? (
              <a href={line.url} className="hover:text-leaf hover:underline" rel="noreferrer">
                {line.title}
              </a>
            ) : (
              line.title
            )}
          </p>
          <p
            className={joinClasses(
              'shrink-0 text-lg leading-6 font-bold tabular-nums',
              line.order ? orderLooks[line.order.points] : amountLooks[line.status],
            )}
          >
            {formatPoints(line.order ? -line.order.amount : line.points, locale, true)}
            <span className="sr-only"> {pointsName}</span>
          </p>
        </div>
        <details open={open} className="group/why">
          <summary className="flex min-h-9 items-center justify-between gap-x-4 gap-y-1 text-sm text-muted hover:text-ink max-sm:flex-wrap max-sm:pt-1">
            <span className="min-w-0">
              {line.did} <span aria-hidden>·</span> {line.channel.title} <span aria-hidden>·</span>{' '}
              <Time iso={line.occurredAt} zone={zone} locale={locale} now={now} look="time" />
            </span>
            <span className="flex shrink-0 items-center gap-2 max-sm:w-full max-sm:justify-between">
              <LedgerState status={line.status} order={line.order} />
              <span className="flex items-center gap-0.5 font-medium">
                Why
                <ChevronDown aria-hidden className="size-4 transition-transform duration-150 group-open/why:rotate-180" />
              </span>
            </span>
          </summary>
          <div className="pt-2 pb-2">
            <Why line={line} pointsName={pointsName} locale={locale} />
          </div>
        </details>
      </div>
    </li>
  )
}
