import { Link } from '@remix-run/react'
import type { Reader } from '#app/components/manage/reader.ts'
import { Pill } from '#app/components/ui/pill.tsx'
import { formatPoints } from '#app/components/ui/points.tsx'
import { type Column, Table } from '#app/components/ui/table.tsx'
import { RewardPicture } from './reward-card.tsx'

export type ShelfRowView = {
  id: number
  slug: string
  title: string
  kind: string
  state: 'draft' | 'live' | 'retired'
  price: number
  picture: string | null
  left: number | null
  low: boolean
  held: number
  orders: number
}

const states = { draft: 'Draft', live: 'On the shelf', retired: 'Taken down' }

/** The whole shelf as managers work with it. */
export function ShelfTable({ rows, reader }: { rows: readonly ShelfRowView[]; reader: Reader }) {
  const columns: Column<ShelfRowView>[] = [
    {
      key: 'what',
      title: 'Reward',
      heading: true,
      cell: (row) => (
        <span className="flex items-center gap-3">
          <RewardPicture src={row.picture} title={row.title} className="w-16! shrink-0 rounded-sm" />
          <span>
            <Link to={`/manage/store/${row.id}`} className="text-link">
              {row.title}
            </Link>
            <span className="block text-sm font-normal text-muted">{row.kind}</span>
          </span>
        </span>
      ),
    },
    { key: 'state', title: 'State', cell: (row) => <Pill tone={row.state === 'live' ? 'good' : 'quiet'}>{states[row.state]}</Pill> },
    { key: 'price', title: reader.pointsName, numeric: true, cell: (row) => formatPoints(row.price, reader.locale) },
    {
      key: 'left',
      title: 'Free',
      numeric: true,
      cell: (row) => (
        <Link to={`/manage/store/${row.id}/stock`} className="text-link">
          {row.left === null ? 'No end' : row.left === 0 ? 'Sold out' : row.low ? `${row.left}, low` : row.left}
          <span className="sr-only"> of {row.title}</span>
        </Link>
      ),
    },
    { key: 'held', title: 'Set aside', numeric: true, cell: (row) => row.held },
    { key: 'orders', title: 'Orders', numeric: true, cell: (row) => row.orders },
  ]
  return <Table caption="The shelf" columns={columns} rows={rows} rowKey={(row) => row.id} />
}
