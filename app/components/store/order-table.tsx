import { Link } from '@remix-run/react'
import type { Reader } from '#app/components/manage/reader.ts'
import { formatPoints } from '#app/components/ui/points.tsx'
import { type Column, Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import type { OrderState } from '#app/domain/store/orders.ts'
import { OrderStatePill } from './order-state.tsx'

/** An order in the managers' list. */
export type OrderRowView = {
  id: number
  memberId: number
  handle: string
  title: string
  kind: string
  choice: string
  price: number
  state: OrderState
  country: string | null
  signals: string[]
  needsTwo: boolean
  approvedBy: number | null
  /** Who outside hands it out, by name. */
  outside: string | null
  at: string
}

/** Orders with what to know before opening one. `tick`: each can be chosen for the form around the table; `brief`: all of one member, as a history. */
export function OrderTable({
  rows,
  reader,
  tick = false,
  brief = false,
}: {
  rows: readonly OrderRowView[]
  reader: Reader
  tick?: boolean
  brief?: boolean
}) {
  const columns: Column<OrderRowView>[] = [
    {
      key: 'tick',
      title: 'Choose',
      titleHidden: true,
      cell: (row) => <input type="checkbox" name="order" value={row.id} aria-label={`Choose order ${row.id}`} className="size-5" />,
    },
    {
      key: 'what',
      title: 'Order',
      heading: true,
      cell: (row) => (
        <span>
          <Link to={`/manage/orders/${row.id}`} className="text-link">
            {row.id} · {row.title}
          </Link>
          {row.choice && <span className="block text-sm font-normal text-muted">{row.choice}</span>}
        </span>
      ),
    },
    { key: 'who', title: 'Member', cell: (row) => <Link to={`/manage/members/${row.memberId}`} className="text-link">{`@${row.handle}`}</Link> },
    { key: 'price', title: reader.pointsName, numeric: true, cell: (row) => formatPoints(row.price, reader.locale) },
    {
      key: 'signals',
      title: 'Look at',
      cell: (row) => (
        <span className="flex flex-wrap gap-1.5 max-sm:justify-end">
          {row.signals.map((signal) => (
            <Pill key={signal} tone="waiting">
              {signal}
            </Pill>
          ))}
          {row.outside && <Pill tone="quiet">{row.outside}</Pill>}
          {row.needsTwo && row.approvedBy !== null && row.state === 'held' && <Pill tone="good">One yes of two</Pill>}
        </span>
      ),
    },
    { key: 'state', title: 'State', cell: (row) => <OrderStatePill state={row.state} /> },
    { key: 'age', title: 'Ordered', cell: (row) => <Time iso={row.at} {...reader} /> },
  ]
  const left = [...(tick ? [] : ['tick']), ...(brief ? ['who', 'signals'] : [])]
  return <Table caption="Orders" columns={columns.filter((column) => !left.includes(column.key))} rows={rows} rowKey={(row) => row.id} dense />
}
