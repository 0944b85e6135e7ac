import { Form, Link } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { Stat, Stats } from '#app/components/ui/stat.tsx'
import { Table } from '#app/components/ui/table.tsx'

import type { Reader } from './reader.ts'

export type AccountRowView = { line: number; state: 'changed' | 'same' | 'fault'; memberId: number | null; who: string; words: string }

const looks = {
  changed: { tone: 'good', label: 'Changes' },
  same: { tone: 'quiet', label: 'Known' },
  fault: { tone: 'bad', label: 'Not read' },
} as const

/** How many rows of a list change, leave and cannot be read. */
export function AccountCounts({ counts, reader }: { counts: { changed: number; same: number; faults: number }; reader: Reader }) {
  const number = (count: number) => count.toLocaleString(reader.locale)
  return (
    <Stats>
      <Stat label="Members with new data" value={number(counts.changed)} />
      <Stat label="Known already" value={number(counts.same)} />
      <Stat label="Cannot be read" value={number(counts.faults)} />
    </Stats>
  )
}

/** One button about a list. */
export function AccountDo({ what, words, danger = false, idle = false }: { what: string; words: string; danger?: boolean; idle?: boolean }) {
  return (
    <Form method="post" preventScrollReset className="my-6">
      <Button name="do" value={what} disabled={idle} {...(danger ? { variant: 'danger' as const } : {})}>
        {words}
      </Button>
    </Form>
  )
}

/** What each row would do, what cannot be read first. */
export function AccountRows({ rows }: { rows: readonly AccountRowView[] }) {
  return (
    <Table
      dense
      caption="Rows"
      rows={rows}
      rowKey={(row) => row.line}
      columns={[
        { key: 'line', title: 'Line', numeric: true, cell: (row) => row.line },
        { key: 'state', title: 'What happens', heading: true, cell: (row) => <Pill tone={looks[row.state].tone}>{looks[row.state].label}</Pill> },
        {
          key: 'who',
          title: 'Who',
          cell: (row) =>
            row.memberId !== null && (
              <Link to={`/manage/members/${row.memberId}`} className="text-link">
                @{row.who}
              </Link>
            ),
        },
        { key: 'words', title: 'What', cell: (row) => <span className="[overflow-wrap:anywhere]">{row.words}</span> },
      ]}
    />
  )
}
