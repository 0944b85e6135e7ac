import { Form } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import type { GoalState } from '#app/domain/teams/teams.ts'

import type { Reader } from './reader.ts'

type Line = { id: number; title: string; team: string; state: GoalState; target: number; endsAt: string }

const tones = { open: 'good', reached: 'gold', missed: 'quiet', dropped: 'quiet' } as const

/** The goals of teams; one that is still open can be dropped. */
export function TeamGoals({ goals, reader }: { goals: readonly Line[]; reader: Reader }) {
  return (
    <Table
      caption="Goals of teams"
      dense
      rows={goals}
      rowKey={(goal) => goal.id}
      columns={[
        { key: 'title', title: 'Goal', heading: true, cell: (goal) => goal.title },
        { key: 'team', title: 'Team', cell: (goal) => goal.team },
        { key: 'state', title: 'State', cell: (goal) => <Pill tone={tones[goal.state]}>{goal.state}</Pill> },
        { key: 'target', title: 'Target', numeric: true, cell: (goal) => goal.target.toLocaleString(reader.locale) },
        { key: 'ends', title: 'Ends', cell: (goal) => <Time iso={goal.endsAt} {...reader} look="full" /> },
        {
          key: 'do',
          title: 'Drop',
          titleHidden: true,
          cell: (goal) =>
            goal.state === 'open' && (
              <Form method="post" preventScrollReset>
                <input type="hidden" name="do" value="drop" />
                <input type="hidden" name="goal" value={goal.id} />
                <Button variant="ghost" size="sm">
                  Drop<span className="sr-only"> {`${goal.title} of ${goal.team}`}</span>
                </Button>
              </Form>
            ),
        },
      ]}
    />
  )
}
