import { Check, Minus } from 'lucide-react'

import { Disclosure } from '#app/components/ui/disclosure.tsx'
import { joinClasses } from '#app/components/ui/join-classes.ts'
import { formatPoints } from '#app/components/ui/points.tsx'
import { Time } from '#app/components/ui/time.tsx'

import type { Reader } from './reader.ts'

/** What a draft says and would have done, ready to show. */
export type Beside = {
  sentence: string
  most: { times: number; points: number } | null
  looked: number
  paid: number
  points: number
  top: { handle: string; points: number }[]
  rows: { id: number; title: string; url: string; handle: string; receivedAt: string; paid: { handle: string; points: number }[]; reason: string }[]
}

const shownAtOnce = 7

/** Beside the rule form: the sentence members will read, the most it can cost, and what it would have paid for what already came in. */
export function RuleBeside({ beside, stale, reader }: { beside: Beside | null; stale: boolean; reader: Reader }) {
  if (!beside) {
    return (
      <aside aria-label="What this rule would do" className="rounded-lg border border-dashed p-5 text-muted">
        Fill in the sentence, and what members will read and what it would have paid appears here.
      </aside>
    )
  }
  const { sentence, most, rows } = beside
  return (
    <aside aria-label="What this rule would do" aria-busy={stale} className={joinClasses('flex min-w-0 flex-col gap-6', stale && 'opacity-60')}>
      <div className="rounded-lg bg-grove p-5 text-on-grove">
        <p className="text-sm text-grove-muted">Members will read</p>
        <p className="mt-2 text-lg leading-snug font-semibold">{sentence}</p>
      </div>
      <div>
        <h2 className="font-bold">The most one person can get in a day</h2>
        {most ? (
          <p className="mt-1">
            <span className="text-xl font-bold tabular-nums">{formatPoints(most.points, reader.locale)}</span> {reader.pointsName}
            <span className="text-muted">
              , with {formatPoints(most.times, reader.locale)} {most.times === 1 ? 'award' : 'awards'}
            </span>
          </p>
        ) : (
          <p className="mt-1 font-semibold text-danger">No limit. One busy script could empty the program; add a limit a day.</p>
        )}
      </div>
      <div className="min-w-0">
        <h2 className="font-bold">On the past</h2>
        <p className="mt-1 text-muted">{rows.length === 0 ? 'Nothing of this kind has come in yet.' : pastInWords(beside, reader)}</p>
        <ol className="mt-3">
          {rows.slice(0, shownAtOnce).map((row) => (
            <PastRow key={row.id} row={row} reader={reader} />
          ))}
        </ol>
        {rows.length > shownAtOnce && (
          <Disclosure summary={`The ${rows.length - shownAtOnce} before these`}>
            <ol className="-ml-6">
              {rows.slice(shownAtOnce).map((row) => (
                <PastRow key={row.id} row={row} reader={reader} />
              ))}
            </ol>
          </Disclosure>
        )}
      </div>
    </aside>
  )
}

function pastInWords({ looked, paid, points, top }: Beside, reader: Reader): string {
  const most = top[0] ? ` Most of it to ${top.map((one) => `@${one.handle} (${formatPoints(one.points, reader.locale)})`).join(', ')}.` : ''
  return `Of the latest ${formatPoints(looked, reader.locale)}, ${formatPoints(paid, reader.locale)} would have paid ${formatPoints(points, reader.locale)} ${reader.pointsName}.${most}`
}

function PastRow({ row, reader }: { row: Beside['rows'][number]; reader: Reader }) {
  const paid = row.paid.length > 0
  const Mark = paid ? Check : Minus
  return (
    <li className="flex gap-2.5 border-b py-2 text-sm last:border-0">
      <Mark aria-hidden strokeWidth={2.5} className={joinClasses('mt-0.5 size-4 shrink-0', paid ? 'text-leaf' : 'text-muted')} />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{row.title}</p>
        <p className="text-muted">
          @{row.handle} · <Time iso={row.receivedAt} zone={reader.zone} locale={reader.locale} now={reader.now} />
        </p>
        {!paid && <p className="text-muted">{row.reason}</p>}
        {row.paid.some((one) => one.handle !== row.handle) && <p className="text-muted">to {row.paid.map((one) => `@${one.handle}`).join(', ')}</p>}
      </div>
      <span className={joinClasses('shrink-0 font-semibold tabular-nums', !paid && 'text-muted')}>
        {formatPoints(
          row.paid.reduce((sum, one) => sum + one.points, 0),
          reader.locale,
          true,
        )}
      </span>
    </li>
  )
}
