import { Link } from '@remix-run/react'

import type { Reader } from '#app/components/manage/reader.ts'
import { ButtonLink } from '#app/components/ui/button.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'

type Row = {
  id: number
  handle: string
  name: string
  number: number
  state: 'open' | 'ended'
  startedAt: string
  endedAt: string | null
  ending: string | null
  percent: number | null
  passed: boolean | null
}

/** The newest attempts at a quiz, and a link to older ones. */
export function AttemptTable({ attempts, older, reader }: { attempts: readonly Row[]; older: number | null; reader: Reader }) {
  return (
    <>
      <Table
        dense
        caption="Attempts"
        rows={attempts}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'who',
            title: 'Member',
            cell: (row) => (
              <Link to={`/members/${row.handle}`} className="text-link">
                {row.name}
              </Link>
            ),
          },
          { key: 'number', title: 'Attempt', numeric: true, cell: (row) => row.number },
          { key: 'when', title: 'When', cell: (row) => <Time iso={row.endedAt ?? row.startedAt} {...reader} /> },
          {
            key: 'percent',
            title: 'Result',
            numeric: true,
            cell: (row) => (row.percent === null ? '–' : `${row.percent.toLocaleString(reader.locale, { maximumFractionDigits: 1 })}%`),
          },
          {
            key: 'state',
            title: 'State',
            cell: (row) =>
              row.state === 'open' ? (
                <Pill tone="waiting">under way</Pill>
              ) : (
                <Pill
                  tone={row.passed ? 'good' : 'quiet'}
                >{`${row.passed ? 'passed' : 'not passed'}${row.ending === 'time' ? ', time over' : ''}`}</Pill>
              ),
          },
        ]}
      />
      {older && (
        <p className="mt-5">
          <ButtonLink to={`?before=${older}`} variant="outline" size="sm">
            Older attempts
          </ButtonLink>
        </p>
      )}
    </>
  )
}
