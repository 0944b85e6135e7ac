import { Check, Minus } from 'lucide-react'

import { Button } from '#app/components/ui/button.tsx'
import { Disclosure } from '#app/components/ui/disclosure.tsx'
import { joinClasses } from '#app/components/ui/join-classes.ts'
import { formatPoints } from '#app/components/ui/points.tsx'
import { Select } from '#app/components/ui/select-field.tsx'
import { Time } from '#app/components/ui/time.tsx'

import type { Reader } from './reader.ts'

/** One past activity and what the draft says of it. */
export type TrialRow = {
  id: number
  title: string
  url: string
  handle: string
  receivedAt: string
  paid: { handle: string; points: number }[]
  reason: string
}

/** What a draft would have done with a part of the past, ready to show. */
export type TrialView = {
  asked: { days: string; from: string; until: string; channel: string }
  channels: { id: number; title: string }[]
  /** The past was longer than what was looked at. */
  cut: boolean
  looked: number
  paid: number
  points: number
  people: number
  page: number
  pages: number
  gains: { handle: string; points: number; deeds: number; claimed: boolean }[]
  levels: { handle: string; from: string | null; to: string | null }[]
  badges: { handle: string; badge: string; tier: number }[]
  cost: { amount: number; unit: string } | null
  paidRows: TrialRow[]
  refusedRows: TrialRow[]
}

const spans = [
  { value: '30', label: 'the last 30 days' },
  { value: '90', label: 'the last 90 days' },
  { value: 'all', label: 'all that is recorded' },
  { value: 'dates', label: 'from day to day' },
]

/** Which part of the past: fields of the rule's form, so that a try keeps the draft, with script or without. */
function TrialChoice({ view, form }: { view: TrialView; form: string }) {
  return (
    <div className="group/try mt-2 flex flex-wrap items-center gap-2">
      <span className="w-48">
        <Select form={form} name="try.days" aria-label="Which part of the past" defaultValue={view.asked.days} choices={spans} />
      </span>
      <span className="hidden gap-2 group-has-[[value=dates]:checked]/try:flex">
        <input form={form} type="date" name="try.from" aria-label="From day" defaultValue={view.asked.from} className="input-face w-auto!" />
        <input form={form} type="date" name="try.until" aria-label="Until day" defaultValue={view.asked.until} className="input-face w-auto!" />
      </span>
      <span className="w-44">
        <Select
          form={form}
          name="try.channel"
          aria-label="Which channels"
          defaultValue={view.asked.channel}
          placeholder="in all channels"
          choices={view.channels.map((channel) => ({ value: String(channel.id), label: `in ${channel.title}` }))}
        />
      </span>
    </div>
  )
}

/** The time machine: what the draft would have done with the recorded past, to whom, with levels, badges and cost. It writes nothing. */
export function RuleTrial({ view, form, reader }: { view: TrialView; form: string; reader: Reader }) {
  const number = (value: number): string => formatPoints(value, reader.locale)
  return (
    <div className="min-w-0">
      <h2 className="font-bold">On the past</h2>
      <TrialChoice view={view} form={form} />
      {view.looked === 0 ? (
        <p className="mt-3 text-muted">Nothing of this kind came in then.</p>
      ) : (
        <>
          <p className="mt-3">
            <span className="text-xl font-bold tabular-nums">{number(view.points)}</span> {reader.pointsName} to {number(view.people)}{' '}
            {view.people === 1 ? 'person' : 'people'}
            {view.cost && (
              <>
                , worth about{' '}
                <span className="font-semibold tabular-nums">
                  {view.cost.amount.toLocaleString(reader.locale, { maximumFractionDigits: 2 })} {view.cost.unit}
                </span>{' '}
                in rewards
              </>
            )}
          </p>
          <p className="text-sm text-muted">
            {number(view.paid)} of {view.cut ? 'the latest ' : ''}
            {number(view.looked)} would have paid. Nothing is written.
          </p>
          <Gains view={view} form={form} reader={reader} />
          <Moves view={view} reader={reader} />
          {view.paidRows.length > 0 && (
            <Disclosure summary="Examples that pay" open>
              <Examples rows={view.paidRows} reader={reader} />
            </Disclosure>
          )}
          {view.refusedRows.length > 0 && (
            <Disclosure summary="Examples that do not, and why" open>
              <Examples rows={view.refusedRows} reader={reader} />
            </Disclosure>
          )}
        </>
      )}
    </div>
  )
}

function Gains({ view, form, reader }: { view: TrialView; form: string; reader: Reader }) {
  if (view.gains.length === 0) return null
  return (
    <div className="mt-3">
      <table className="w-full border-collapse text-left text-sm">
        <caption className="sr-only">Who gains what</caption>
        <thead className="text-muted">
          <tr className="border-b">
            <th scope="col" className="py-1 font-medium">
              Who
            </th>
            <th scope="col" className="py-1 text-right font-medium">
              Times
            </th>
            <th scope="col" className="py-1 text-right font-medium">
              {reader.pointsName}
            </th>
          </tr>
        </thead>
        <tbody>
          {view.gains.map((gain) => (
            <tr key={gain.handle} className="border-b last:border-0">
              <th scope="row" className="max-w-0 truncate py-1.5 font-medium">
                @{gain.handle} {!gain.claimed && <span className="font-normal text-muted">not a member yet</span>}
              </th>
              <td className="w-16 py-1.5 text-right tabular-nums">{formatPoints(gain.deeds, reader.locale)}</td>
              <td className="w-24 py-1.5 text-right font-semibold tabular-nums">{formatPoints(gain.points, reader.locale, true)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {view.pages > 1 && (
        <p className="mt-2 flex items-center gap-2 text-sm text-muted">
          {view.page > 1 && (
            <Button form={form} formMethod="get" name="try.page" value={view.page - 1} variant="outline" size="sm">
              Before
            </Button>
          )}
          Page {view.page} of {view.pages}
          {view.page < view.pages && (
            <Button form={form} formMethod="get" name="try.page" value={view.page + 1} variant="outline" size="sm">
              Next
            </Button>
          )}
        </p>
      )}
    </div>
  )
}

const most = 8

function Moves({ view, reader }: { view: TrialView; reader: Reader }) {
  const badges = view.badges.map((one) => `@${one.handle}: ${one.badge}${one.tier > 1 ? ` ${one.tier.toLocaleString(reader.locale)}` : ''}`)
  const levels = view.levels.map((one) => `@${one.handle}: ${one.from ?? 'no level'} → ${one.to ?? 'no level'}`)
  return (
    <dl className="mt-3 text-sm">
      {[
        { term: 'Levels that move', list: levels },
        { term: 'Badges that move', list: badges },
      ].map(({ term, list }) => (
        <div key={term} className="flex flex-wrap gap-x-3 border-t py-2">
          <dt className="font-semibold">
            {term}: {list.length.toLocaleString(reader.locale)}
          </dt>
          {list.length > 0 && (
            <dd className="min-w-0 text-muted">
              {list.slice(0, most).join(', ')}
              {list.length > most && ` and ${list.length - most} more`}
            </dd>
          )}
        </div>
      ))}
    </dl>
  )
}

function Examples({ rows, reader }: { rows: readonly TrialRow[]; reader: Reader }) {
  return (
    <ol className="-ml-6">
      {rows.map((row) => (
        <PastRow key={row.id} row={row} reader={reader} />
      ))}
    </ol>
  )
}

function PastRow({ row, reader }: { row: TrialRow; reader: Reader }) {
  const paid = row.paid.length > 0
  const Mark = paid ? Check : Minus
  const sum = row.paid.reduce((all, one) => all + one.points, 0)
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
      <span className={joinClasses('shrink-0 font-semibold tabular-nums', !paid && 'text-muted')}>{formatPoints(sum, reader.locale, true)}</span>
    </li>
  )
}
