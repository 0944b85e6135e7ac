import { Hourglass } from 'lucide-react'

import { formatPoints } from '#app/components/ui/points.tsx'

/** What is about to expire, the next first: how much at most, and on which day. */
export function ExpiringPoints({
  rows,
  pointsName,
  locale,
}: {
  rows: readonly { amount: number; day: string }[]
  pointsName: string
  locale: string
}) {
  if (rows.length === 0) return null
  return (
    <section aria-label="About to expire" className="mt-4 flex gap-3 rounded-md bg-gold-soft px-4 py-3.5">
      <Hourglass aria-hidden className="mt-0.5 size-5 shrink-0 text-gold" />
      <ul className="min-w-0">
        {rows.map((row) => (
          <li key={row.day}>
            <strong className="tabular-nums">
              {formatPoints(row.amount, locale)} {pointsName}
            </strong>{' '}
            expire on {row.day}, unless you spend them before.
          </li>
        ))}
      </ul>
    </section>
  )
}

type Other = { currency: number; name: string; about: string; lifetime: number; spendable: number; debt: number; held: number; pending: number }

/** What a member has in other currencies, each apart. */
export function OtherBalances({ rows, locale }: { rows: readonly Other[]; locale: string }) {
  if (rows.length === 0) return null
  return (
    <section aria-label="Other balances" className="mt-6 flex flex-wrap gap-x-12 gap-y-4">
      {rows.map((row) => (
        <div key={row.currency} className="min-w-0">
          <p className="text-sm text-muted">{row.name}</p>
          <p className="text-xl font-bold tracking-tight tabular-nums">{formatPoints(row.spendable, locale)}</p>
          <p className="text-sm text-muted">
            {formatPoints(row.lifetime, locale)} in all
            {row.held > 0 && `, ${formatPoints(row.held, locale)} held`}
            {row.pending > 0 && `, ${formatPoints(row.pending, locale)} pending`}
            {row.debt > 0 && `, ${formatPoints(row.debt, locale)} owed`}
            {row.about && `. ${row.about}`}
          </p>
        </div>
      ))}
    </section>
  )
}
