import { Form } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { Table } from '#app/components/ui/table.tsx'

import { deliveryColumns, deliveryStates, type DeliveryView, outcomeInWords } from './deliveries-table.tsx'
import type { Reader } from './reader.ts'

export type SearchView = { channel: string; outcome: string; text: string; from: string; until: string }

const outcomeWords = [
  ['', 'Any outcome'],
  ...Object.entries(deliveryStates).map(([state, { label }]) => [state, label] as const),
  ['trouble', 'Malformed or unread'],
  ['dead', 'Dead: nothing tries it any more'],
] as const

const label = 'flex min-w-0 flex-col gap-1.5 text-sm font-semibold'
const face = 'input-face min-h-11 font-normal'

/** What to look for: channel, outcome, text, days. A plain form, so each search has an address. */
export function DeliveriesSearch({ search, channels }: { search: SearchView; channels: readonly { slug: string; title: string }[] }) {
  return (
    <Form method="get" className="grid grid-cols-2 items-end gap-4 lg:grid-cols-[1fr_1fr_1.4fr_auto_auto_auto]" role="search">
      <label className={label}>
        Channel
        <select name="channel" defaultValue={search.channel} key={`c${search.channel}`} className={face}>
          <option value="">All channels</option>
          {channels.map(({ slug, title }) => (
            <option key={slug} value={slug}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label className={label}>
        Outcome
        <select name="outcome" defaultValue={search.outcome} key={`o${search.outcome}`} className={face}>
          {outcomeWords.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <label className={`${label} max-lg:col-span-2`}>
        Text in event, reason or body
        <input name="text" type="search" defaultValue={search.text} key={`t${search.text}`} maxLength={200} spellCheck={false} className={face} />
      </label>
      <label className={label}>
        From
        <input name="from" type="date" defaultValue={search.from} key={`f${search.from}`} className={face} />
      </label>
      <label className={label}>
        To
        <input name="until" type="date" defaultValue={search.until} key={`u${search.until}`} className={face} />
      </label>
      <Button className="min-h-11">Look</Button>
    </Form>
  )
}

export type FoundView = DeliveryView & { channel: string; slug: string; error: string | null }

/** What was found, newest first, each with its channel and what became of it. */
export function FoundDeliveries({ rows, reader }: { rows: readonly FoundView[]; reader: Reader }) {
  const { event, at, state } = deliveryColumns<FoundView>(reader, (row) => `/manage/channels/${row.slug}/deliveries/${row.id}`)
  return (
    <Table
      dense
      caption="Deliveries"
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        event,
        { key: 'channel', title: 'Channel', cell: (row) => row.channel },
        at,
        state,
        {
          key: 'outcome',
          title: 'What became of it',
          cell: (row) => (
            <span className={row.parked > 0 || row.state === 'unread' ? 'text-danger' : 'text-muted'}>
              {[outcomeInWords(row), row.error].filter(Boolean).join(': ')}
            </span>
          ),
        },
      ]}
    />
  )
}
