import { Link } from '@remix-run/react'

import { Pill, type PillTone } from '#app/components/ui/pill.tsx'
import { type Column, Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'

import type { Reader } from './reader.ts'

export type DeliveryState = 'read' | 'ignored' | 'unsupported' | 'malformed' | 'unread' | 'incomplete'

export const deliveryStates: Record<DeliveryState, { label: string; tone: PillTone; means: string }> = {
  read: { label: 'Read', tone: 'good', means: 'Activities were read from it.' },
  ignored: { label: 'Ignored', tone: 'quiet', means: 'Left out on purpose.' },
  unsupported: { label: 'Unsupported', tone: 'quiet', means: 'The adapter has no reading for this event yet.' },
  malformed: { label: 'Malformed', tone: 'bad', means: 'Signed, but not what the platform sends.' },
  incomplete: { label: 'Incomplete', tone: 'waiting', means: 'The rest of it is being asked for on the other side.' },
  unread: { label: 'Unread', tone: 'bad', means: 'Reading it failed. It is tried again by itself.' },
}

/** The state of a delivery as a pill. */
export function DeliveryPill({ state }: { state: DeliveryState }) {
  return <Pill tone={deliveryStates[state].tone}>{deliveryStates[state].label}</Pill>
}

export type DeliveryView = {
  id: number
  event: string
  receivedAt: string
  state: DeliveryState
  note: string
  size: number
  activities: number
  waiting: number
  unclaimed: number
  parked: number
}

/** What became of what was read, in words; of what gave nothing, why. */
export function outcomeInWords(row: DeliveryView): string {
  if (row.activities === 0) return row.note
  const open = [
    row.waiting > 0 && `${row.waiting} waiting`,
    row.unclaimed > 0 && `${row.unclaimed} unclaimed`,
    row.parked > 0 && `${row.parked} stuck`,
  ].filter(Boolean)
  const settled = row.activities - row.waiting - row.unclaimed - row.parked
  return [settled > 0 && `${settled} settled`, ...open].filter(Boolean).join(', ')
}

/** The columns that every table of deliveries has; `addressOf` leads to one, where it may be opened. */
export function deliveryColumns<Row extends DeliveryView>(
  reader: Reader,
  addressOf: (row: Row) => string | null,
): Record<'event' | 'at' | 'state', Column<Row>> {
  const event = (row: Row) => {
    const name = row.event || 'without a name'
    const to = addressOf(row)
    return to === null ? (
      name
    ) : (
      <Link to={to} prefetch="intent" className="text-link [overflow-wrap:anywhere]">
        {name}
      </Link>
    )
  }
  return {
    event: { key: 'event', title: 'Event', cell: event },
    at: { key: 'at', title: 'Received', cell: (row) => <Time iso={row.receivedAt} zone={reader.zone} locale={reader.locale} now={reader.now} /> },
    state: { key: 'state', title: 'State', cell: (row) => <DeliveryPill state={row.state} /> },
  }
}

/** What came in, newest first: event, number, time, state, activities, outcome. */
export function DeliveriesTable({ rows, slug, open, reader }: { rows: readonly DeliveryView[]; slug: string; open: boolean; reader: Reader }) {
  const { event, at, state } = deliveryColumns<DeliveryView>(reader, (row) => (open ? `/manage/channels/${slug}/deliveries/${row.id}` : null))
  return (
    <Table
      dense
      caption="Deliveries"
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        event,
        { key: 'id', title: 'Number', numeric: true, cell: (row) => row.id },
        at,
        state,
        { key: 'activities', title: 'Activities', numeric: true, cell: (row) => row.activities },
        {
          key: 'outcome',
          title: 'Outcome',
          cell: (row) => <span className={row.parked > 0 ? 'text-danger' : 'text-muted'}>{outcomeInWords(row)}</span>,
        },
      ]}
    />
  )
}
