import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'

import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import type { ChallengeState } from '#app/domain/challenges/challenges.ts'

import { ChallengeStatePill } from './challenge-state.tsx'
import type { Reader } from './reader.ts'

type Row = {
  id: number
  title: string
  state: ChallengeState
  steps: number
  minutes: number
  campaign: string | null
  paused: boolean
  opens: string | null
  closes: string | null
  started: number
  completed: number
  waiting: number
  useful: { useful: number; votes: number } | null
}

/** Challenges with their state, how many began and finished, and how useful members found them. */
export function ChallengeTable({ rows, mayEdit, begin, reader }: { rows: readonly Row[]; mayEdit: boolean; begin: ReactNode; reader: Reader }) {
  return (
    <Table
      caption="Challenges"
      dense
      rows={rows}
      rowKey={(row) => row.id}
      empty={
        <EmptyState title="Nothing here yet" action={begin}>
          Begin with a template: three steps, and it is published in a few minutes.
        </EmptyState>
      }
      columns={[
        {
          key: 'title',
          title: 'Challenge',
          heading: true,
          cell: ({ id, title, steps, minutes, campaign }) => (
            <>
              <Link to={`/manage/challenges/${id}${mayEdit ? '' : '/results'}`} className="hover:text-leaf hover:underline">
                {title}
              </Link>
              <span className="block text-sm font-normal text-muted">
                {steps === 1 ? '1 step' : `${steps} steps`}, {minutes} min{campaign && `, ${campaign}`}
              </span>
            </>
          ),
        },
        { key: 'state', title: 'State', cell: (row) => <ChallengeStatePill state={row.state} paused={row.paused} /> },
        {
          key: 'window',
          title: 'Window',
          wideOnly: true,
          cell: ({ opens, closes }) => (
            <span className="text-muted">
              {opens && (
                <>
                  opens <Time iso={opens} {...reader} look="date" />
                </>
              )}
              {opens && closes && ', '}
              {closes && (
                <>
                  until <Time iso={closes} {...reader} look="date" />
                </>
              )}
            </span>
          ),
        },
        { key: 'started', title: 'Began', numeric: true, wideOnly: true, cell: (row) => row.started.toLocaleString(reader.locale) },
        { key: 'completed', title: 'Finished', numeric: true, cell: (row) => row.completed.toLocaleString(reader.locale) },
        { key: 'waiting', title: 'Waiting', numeric: true, cell: (row) => row.waiting.toLocaleString(reader.locale) },
        {
          key: 'useful',
          title: 'Useful',
          numeric: true,
          wideOnly: true,
          cell: ({ useful }) => (useful ? `${Math.round(useful.useful * 100)}% of ${useful.votes}` : <span className="text-muted">–</span>),
        },
      ]}
    />
  )
}
