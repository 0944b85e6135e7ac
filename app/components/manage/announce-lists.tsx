import { Form } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Pill, type PillTone } from '#app/components/ui/pill.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'

import type { Reader } from './reader.ts'
import { StateButtons } from './state-buttons.tsx'

export type AnnounceRuleView = { id: number; sentence: string; state: 'on' | 'off'; waiting: number; done: number; parked: number }

/** What a channel gives, each rule as a sentence with what became of it. */
export function AnnounceRules({ rows, mayEdit, title }: { rows: readonly AnnounceRuleView[]; mayEdit: boolean; title: string }) {
  return (
    <Table
      caption={`What ${title} gives`}
      dense
      rows={rows}
      rowKey={(row) => row.id}
      empty={
        <EmptyState title="Nothing is given back yet" leaves={1}>
          {`A badge or a level earned here can show on ${title} too, and goes again when it is lost.`}
        </EmptyState>
      }
      columns={[
        { key: 'sentence', title: 'Rule', heading: true, cell: (row) => row.sentence },
        {
          key: 'state',
          title: 'State',
          cell: (row) => <Pill tone={row.state === 'on' ? 'good' : 'quiet'}>{row.state === 'on' ? 'On' : 'Off'}</Pill>,
        },
        { key: 'done', title: 'Told', numeric: true, cell: (row) => row.done },
        { key: 'waiting', title: 'On its way', numeric: true, cell: (row) => row.waiting },
        {
          key: 'parked',
          title: 'Failed',
          numeric: true,
          cell: (row) => (row.parked > 0 ? <strong className="text-danger">{row.parked}</strong> : 0),
        },
        {
          key: 'do',
          title: 'Switch',
          titleHidden: true,
          cell: (row) =>
            mayEdit && (
              <StateButtons
                id={row.id}
                title={row.sentence}
                moves={[row.state === 'on' ? { to: 'off', label: 'Switch off' } : { to: 'on', label: 'Switch on', variant: 'primary' }]}
              />
            ),
        },
      ]}
    />
  )
}

export type AnnouncementView = { id: number; words: string; handle: string; state: string; error: string | null; at: string }

const states: Record<string, { label: string; tone: PillTone }> = {
  waiting: { label: 'On its way', tone: 'waiting' },
  sending: { label: 'On its way', tone: 'waiting' },
  done: { label: 'Told', tone: 'good' },
  moot: { label: 'No longer needed', tone: 'quiet' },
  parked: { label: 'Failed', tone: 'bad' },
}

/** What was told lately, with errors in the platform's own words. */
export function Announcements({
  rows,
  reader,
  mayEdit,
  parked,
}: {
  rows: readonly AnnouncementView[]
  reader: Reader
  mayEdit: boolean
  parked: boolean
}) {
  return (
    <>
      <Table
        caption="Told lately"
        dense
        rows={rows}
        rowKey={(row) => row.id}
        empty={<p className="text-muted">Nothing yet.</p>}
        columns={[
          { key: 'who', title: 'Account', heading: true, cell: (row) => row.handle },
          { key: 'what', title: 'What', cell: (row) => row.words },
          {
            key: 'state',
            title: 'State',
            cell: (row) => (
              <>
                <Pill tone={states[row.state]?.tone ?? 'quiet'}>{states[row.state]?.label ?? row.state}</Pill>
                {row.error && <span className="mt-1 block text-sm break-words text-muted">{row.error}</span>}
              </>
            ),
          },
          { key: 'at', title: 'When', cell: (row) => <Time iso={row.at} {...reader} /> },
        ]}
      />
      {mayEdit && parked && (
        <Form method="post" className="mt-4">
          <Button name="do" value="retry" variant="outline">
            Try again what failed
          </Button>
        </Form>
      )}
    </>
  )
}
