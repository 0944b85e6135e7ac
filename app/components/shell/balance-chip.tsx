import { Link } from '@remix-run/react'

import { formatPoints } from '#app/components/ui/points.tsx'

/** What the member has to spend, always in sight; it leads to the ledger. */
export function BalanceChip({ balance, pointsName, locale }: { balance: number; pointsName: string; locale: string }) {
  return (
    <Link
      to="/activity"
      className="inline-flex min-h-11 items-center gap-1.5 rounded-full bg-gold-soft px-4 font-bold text-gold tabular-nums no-underline hover:bg-gold-soft/70 focus-visible:rounded-full"
    >
      <svg viewBox="0 0 16 16" aria-hidden className="size-3.5 fill-shine">
        <path d="M8 0c5.2 3.2 5.2 11.5 0 16C2.8 11.5 2.8 3.2 8 0Z" />
      </svg>
      {formatPoints(balance, locale)}
      <span className="sr-only">{pointsName} to spend</span>
    </Link>
  )
}
