import { Link } from '@remix-run/react'
import type { Reader } from '#app/components/manage/reader.ts'
import { Pill, type PillTone } from '#app/components/ui/pill.tsx'
import { type Column, Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type FulfillmentState, fulfillmentTitles } from '#app/domain/store/fulfilling.ts'

const tones: Record<FulfillmentState, PillTone> = {
  waiting: 'waiting',
  sending: 'waiting',
  sent: 'good',
  failed: 'bad',
  done: 'good',
  cancelling: 'waiting',
  cancelled: 'quiet',
}

/** How a handing over stands. */
export function HandedPill({ state }: { state: FulfillmentState }) {
  return <Pill tone={tones[state]}>{fulfillmentTitles[state]}</Pill>
}

type Row = { orderId: number; title: string; state: FulfillmentState; attempts: number; error: string | null; changedAt: string }

/** The last orders that a fulfiller got, those a person must look at first. */
export function HandedList({ rows, reader }: { rows: readonly Row[]; reader: Reader }) {
  const columns: Column<Row>[] = [
    {
      key: 'order',
      title: 'Order',
      heading: true,
      cell: (row) => (
        <span>
          <Link to={`/manage/orders/${row.orderId}`} className="text-link">
            {row.orderId} · {row.title}
          </Link>
          {row.error && <span className="block text-sm font-normal text-muted">{row.error}</span>}
        </span>
      ),
    },
    { key: 'state', title: 'State', cell: (row) => <HandedPill state={row.state} /> },
    { key: 'tries', title: 'Tries', numeric: true, cell: (row) => row.attempts },
    { key: 'at', title: 'Changed', cell: (row) => <Time iso={row.changedAt} {...reader} /> },
  ]
  return <Table caption="Orders it got" columns={columns} rows={rows} rowKey={(row) => row.orderId} empty={<p className="text-muted">None yet.</p>} />
}

type Said = { id: number; event: string; orderId: number | null; outcome: string; at: string }

/** What a fulfiller said lately, and what came of it. */
export function SaidList({ rows, reader }: { rows: readonly Said[]; reader: Reader }) {
  if (rows.length === 0) return <p className="text-muted">It has not told anything yet.</p>
  return (
    <ul className="divide-y border-y">
      {rows.map((row) => (
        <li key={row.id} className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 py-3">
          <span>
            <span className="inline-block font-semibold first-letter:uppercase">{row.event}</span>
            {row.orderId !== null && (
              <>
                {' '}
                <Link to={`/manage/orders/${row.orderId}`} className="text-link">
                  order {row.orderId}
                </Link>
              </>
            )}
            <span className="block text-sm text-muted">{row.outcome}</span>
          </span>
          <Time iso={row.at} {...reader} className="text-sm text-muted" />
        </li>
      ))}
    </ul>
  )
}
