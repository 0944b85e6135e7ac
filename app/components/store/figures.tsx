import { Link } from '@remix-run/react'
import type { Reader } from '#app/components/manage/reader.ts'
import { Pill } from '#app/components/ui/pill.tsx'
import { formatPoints } from '#app/components/ui/points.tsx'
import { Table } from '#app/components/ui/table.tsx'

export type RewardFigure = { rewardId: number; title: string; orders: number; points: number; cost: string; budget: string | null }
export type ValueLine = { memberId: number; name: string; orders: number; value: string; over: boolean }

/** What each reward came to. */
export function RewardFigures({ rows, reader }: { rows: readonly RewardFigure[]; reader: Reader }) {
  return (
    <Table
      caption="Rewards"
      rows={rows}
      rowKey={(row) => row.rewardId}
      dense
      empty={<p className="text-muted">Nothing was ordered up to that day.</p>}
      columns={[
        {
          key: 'title',
          title: 'Reward',
          heading: true,
          cell: (row) => (
            <Link to={`/manage/store/${row.rewardId}`} className="text-link">
              {row.title}
            </Link>
          ),
        },
        { key: 'orders', title: 'Orders', numeric: true, cell: (row) => row.orders },
        { key: 'points', title: reader.pointsName, numeric: true, cell: (row) => formatPoints(row.points, reader.locale) },
        { key: 'cost', title: 'Cost', numeric: true, cell: (row) => row.cost },
        { key: 'budget', title: 'Budget', numeric: true, cell: (row) => row.budget ?? 'No end' },
      ]}
    />
  )
}

/** What each person got in the year. */
export function YearlyValues({ rows }: { rows: readonly ValueLine[] }) {
  return (
    <Table
      caption="People"
      rows={rows}
      rowKey={(row) => row.memberId}
      dense
      empty={<p className="text-muted">Nobody got anything with a tax value in that year.</p>}
      columns={[
        {
          key: 'name',
          title: 'Member',
          heading: true,
          cell: (row) => (
            <Link to={`/manage/members/${row.memberId}`} className="text-link">
              {row.name}
            </Link>
          ),
        },
        { key: 'orders', title: 'Orders', numeric: true, cell: (row) => row.orders },
        { key: 'value', title: 'Tax value', numeric: true, cell: (row) => row.value },
        { key: 'over', title: 'Limit', cell: (row) => (row.over ? <Pill tone="waiting">Passed</Pill> : '') },
      ]}
    />
  )
}
