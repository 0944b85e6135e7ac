import type { ReactNode } from 'react'

import { formatPoints } from '#app/components/ui/points.tsx'

type Props = {
  recent: number
  older: number
  lifetime: number
  spendable: number
  held: number
  pending: number
  debt: number
  pointsName: string
  locale: string
}

/** The sum under the ledger, as a bank would write it: what the lines add up to, what left again, what is there to spend. */
export function LedgerSums({ recent, older, lifetime, spendable, held, pending, debt, pointsName, locale }: Props) {
  const spent = lifetime - spendable - held + debt
  return (
    <section
      aria-label="What it adds up to"
      className="grid gap-x-14 gap-y-6 rounded-lg bg-grove px-6 py-6 text-on-grove sm:px-8 lg:grid-cols-[auto_1fr]"
    >
      <div>
        <p className="text-sm text-grove-muted">To spend</p>
        <p className="mt-1 text-2xl font-extrabold tracking-tight tabular-nums">
          {formatPoints(spendable, locale)} <span className="text-base font-medium text-grove-muted">{pointsName}</span>
        </p>
        {pending > 0 && <p className="mt-2 text-sm text-grove-muted">{formatPoints(pending, locale)} more are pending.</p>}
      </div>
      <dl className="w-full max-w-md self-center lg:justify-self-end">
        <Row label="Counted in the last 90 days" value={formatPoints(recent, locale)} />
        <Row label="Counted before" value={formatPoints(older, locale, true)} />
        <Row label="Earned in all" value={formatPoints(lifetime, locale)} sum />
        {spent > 0 && <Row label="Spent" value={formatPoints(-spent, locale)} />}
        {held > 0 && <Row label="Held for orders" value={formatPoints(-held, locale)} />}
        {debt > 0 && <Row label="Owed, paid by the next points" value={formatPoints(debt, locale)} />}
      </dl>
    </section>
  )
}

function Row({ label, value, sum = false }: { label: string; value: ReactNode; sum?: boolean }) {
  return (
    <div className={sum ? 'mt-1 flex justify-between gap-6 border-t border-grove-muted pt-2 font-bold' : 'flex justify-between gap-6 py-0.5'}>
      <dt className={sum ? '' : 'text-grove-muted'}>{label}</dt>
      <dd className="tabular-nums">{value}</dd>
    </div>
  )
}
