import { Link } from '@remix-run/react'

import { Pill, type PillTone } from '#app/components/ui/pill.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'

import type { Reader } from './reader.ts'

type ListState = 'draft' | 'done' | 'undone'
type ListView = { id: number; title: string; channel: string; state: ListState; fresh: number; known: number; faults: number; createdAt: string }

const states: Record<ListState, { label: string; tone: PillTone }> = {
  draft: { label: 'Draft', tone: 'waiting' },
  done: { label: 'Brought in', tone: 'good' },
  undone: { label: 'Taken back', tone: 'quiet' },
}

/** The lists that were brought in, newest first. */
export function ListTable({ lists, reader }: { lists: readonly ListView[]; reader: Reader }) {
  return (
    <Table
      dense
      caption="Lists"
      rows={lists}
      rowKey={(list) => list.id}
      columns={[
        {
          key: 'title',
          title: 'List',
          cell: (list) => (
            <Link to={`/manage/channels/lists/${list.id}`} prefetch="intent" className="text-link [overflow-wrap:anywhere]">
              {list.title}
            </Link>
          ),
        },
        { key: 'channel', title: 'From', cell: (list) => list.channel },
        { key: 'state', title: 'State', cell: (list) => <Pill tone={states[list.state].tone}>{states[list.state].label}</Pill> },
        { key: 'fresh', title: 'Went in', numeric: true, cell: (list) => list.fresh.toLocaleString(reader.locale) },
        { key: 'known', title: 'Known', numeric: true, cell: (list) => list.known.toLocaleString(reader.locale) },
        { key: 'faults', title: 'Not read', numeric: true, cell: (list) => list.faults.toLocaleString(reader.locale) },
        { key: 'at', title: 'Uploaded', cell: (list) => <Time iso={list.createdAt} zone={reader.zone} locale={reader.locale} now={reader.now} /> },
      ]}
    />
  )
}
