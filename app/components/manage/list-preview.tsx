import { Form } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { Section } from '#app/components/ui/section.tsx'
import { Stat, Stats } from '#app/components/ui/stat.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'

import type { Reader } from './reader.ts'

type RowMessage = {
  time: string
  actor: { email: string } | { id: string; handle?: string }
  object: { id: string; title?: string }
  facts: Record<string, string | number>
}
export type RowView = { line: number } & ({ state: 'new' | 'known'; message: RowMessage } | { state: 'fault'; why: string })

const looks = {
  new: { tone: 'good', label: 'Goes in' },
  known: { tone: 'quiet', label: 'Known' },
  fault: { tone: 'bad', label: 'Not read' },
} as const

/** What each row would do, what cannot be read first; then the button. */
export function ListPreview({
  id,
  counts,
  rows,
  reader,
}: {
  id: number
  counts: { new: number; known: number; fault: number }
  rows: readonly RowView[]
  reader: Reader
}) {
  const number = (count: number) => count.toLocaleString(reader.locale)
  const all = counts.new + counts.known + counts.fault
  return (
    <Section title="What it would do" lead={rows.length < all ? `${number(rows.length)} of ${number(all)} rows are shown.` : undefined}>
      <Stats>
        <Stat label="Rows that go in" value={number(counts.new)} />
        <Stat label="Known already" value={number(counts.known)} />
        <Stat label="Cannot be read" value={number(counts.fault)} />
      </Stats>
      <div className="my-6 flex flex-wrap items-center gap-4">
        <Form method="post" preventScrollReset>
          <Button name="do" value="import" disabled={counts.new === 0}>
            {counts.new === 1 ? 'Bring in one row' : `Bring in ${number(counts.new)} rows`}
          </Button>
        </Form>
        {counts.fault > 0 && <FaultsLink id={id} />}
      </div>
      <Table
        dense
        caption="Rows"
        rows={rows}
        rowKey={(row) => row.line}
        columns={[
          { key: 'line', title: 'Line', numeric: true, cell: (row) => row.line },
          { key: 'state', title: 'What happens', heading: true, cell: (row) => <Pill tone={looks[row.state].tone}>{looks[row.state].label}</Pill> },
          { key: 'who', title: 'Who', cell: (row) => ('message' in row ? whoIn(row.message) : '') },
          { key: 'what', title: 'What', cell: (row) => ('message' in row ? (row.message.object.title ?? row.message.object.id) : row.why) },
          {
            key: 'at',
            title: 'When',
            cell: (row) => 'message' in row && <Time iso={row.message.time} zone={reader.zone} locale={reader.locale} now={reader.now} look="date" />,
          },
          {
            key: 'facts',
            title: 'Facts',
            cell: (row) => (
              <span className="[overflow-wrap:anywhere] text-muted">
                {'message' in row &&
                  Object.entries(row.message.facts)
                    .map(([name, value]) => `${name} ${value}`)
                    .join(', ')}
              </span>
            ),
          },
        ]}
      />
    </Section>
  )
}

function whoIn({ actor }: RowMessage): string {
  return 'email' in actor ? actor.email : (actor.handle ?? actor.id)
}

function FaultsLink({ id }: { id: number }) {
  return (
    <a href={`/manage/channels/lists/${id}/faults.csv`} className="text-link font-medium">
      Rows that cannot be read, as CSV
    </a>
  )
}

type Went = { fresh: number; known: number; faults: number; doneAt: string | null; undoneAt: string | null }

/** What a list did, and a way to take it back as a whole. */
export function ListWent({ id, state, went, reader }: { id: number; state: 'done' | 'undone'; went: Went; reader: Reader }) {
  const number = (count: number) => count.toLocaleString(reader.locale)
  const at = (iso: string | null) => iso && <Time iso={iso} zone={reader.zone} locale={reader.locale} now={reader.now} look="full" />
  return (
    <Section
      title={state === 'done' ? 'It is in' : 'It was taken back'}
      lead={
        state === 'done' ? (
          <>Since {at(went.doneAt)}.</>
        ) : (
          <>
            Brought in {at(went.doneAt)}, taken back {at(went.undoneAt)}. It can be brought in anew.
          </>
        )
      }
    >
      <Stats>
        <Stat label="Rows that went in" value={number(went.fresh)} />
        <Stat label="Known before" value={number(went.known)} />
        <Stat label="Could not be read" value={number(went.faults)} />
      </Stats>
      <div className="mt-6 flex flex-wrap items-center gap-4">
        {state === 'done' && (
          <Form method="post" preventScrollReset>
            <Button name="do" value="undo" variant="danger">
              Take the whole list back
            </Button>
          </Form>
        )}
        {went.faults > 0 && <FaultsLink id={id} />}
      </div>
    </Section>
  )
}
