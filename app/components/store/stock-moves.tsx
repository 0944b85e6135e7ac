import { Link } from '@remix-run/react'
import type { Reader } from '#app/components/manage/reader.ts'
import { type Column, Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'

export type StockMoveView = {
  id: number
  choice: string
  kind: string
  stocked: number
  held: number
  sold: number
  orderId: number | null
  who: string | null
  reason: string
  at: string
}

const kinds: Record<string, string> = {
  stocked: 'Came in',
  counted: 'Counted',
  hold: 'Set aside',
  release: 'Free again',
  sell: 'Left the house',
  missing: 'Was not there',
  returned: 'Came back',
}

const signed = (count: number): string => (count === 0 ? '' : count > 0 ? `+${count}` : `−${-count}`)

/** Every move of a reward's stock, with its cause. */
export function StockMoves({ moves, reader }: { moves: readonly StockMoveView[]; reader: Reader }) {
  const columns: Column<StockMoveView>[] = [
    { key: 'what', title: 'What', heading: true, cell: (move) => kinds[move.kind] ?? move.kind },
    { key: 'choice', title: 'Choice', cell: (move) => move.choice || '–' },
    { key: 'stocked', title: 'In all', numeric: true, cell: (move) => signed(move.stocked) },
    { key: 'held', title: 'Set aside', numeric: true, cell: (move) => signed(move.held) },
    { key: 'sold', title: 'Gone', numeric: true, cell: (move) => signed(move.sold) },
    {
      key: 'why',
      title: 'Why',
      cell: (move) =>
        move.orderId ? (
          <Link to={`/manage/orders/${move.orderId}`} className="text-link">
            Order {move.orderId}
          </Link>
        ) : (
          move.reason
        ),
    },
    { key: 'who', title: 'Who', cell: (move) => move.who ?? 'the hub' },
    { key: 'at', title: 'When', cell: (move) => <Time iso={move.at} {...reader} /> },
  ]
  return (
    <Table
      caption="Moves of the stock"
      columns={columns}
      rows={moves}
      rowKey={(move) => move.id}
      dense
      empty={<p className="text-muted">Nothing moved yet.</p>}
    />
  )
}
