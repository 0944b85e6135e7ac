import { Form, Link } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import type { SeasonState } from '#app/domain/boards/seasons.ts'

/** A season as managers see it. */
export type SeasonLine = { id: number; slug: string; title: string; startsAt: string; endsAt: string; winners: number; state: SeasonState }

const stateWords: Record<SeasonState, string> = { planned: 'Planned', running: 'Running', ending: 'Ending', frozen: 'Frozen' }
const tones = { planned: 'quiet', running: 'good', ending: 'waiting', frozen: 'gold' } as const

/** All seasons; what has not started can be changed or taken back. */
export function SeasonTable({ seasons, reader }: { seasons: readonly SeasonLine[]; reader: { zone: string; locale: string; now: string } }) {
  const words = { zone: reader.zone, locale: reader.locale, now: reader.now, look: 'full' as const }
  return (
    <Table
      caption="Seasons"
      dense
      rows={seasons}
      rowKey={(season) => season.id}
      empty={
        <EmptyState title="No season so far" leaves={1}>
          A season is a board with a beginning and an end. Lifetime points stay as they are.
        </EmptyState>
      }
      columns={[
        {
          key: 'title',
          title: 'Season',
          heading: true,
          cell: (season) => (
            <Link to={`/board/seasons/${season.slug}`} className="text-link">
              {season.title}
            </Link>
          ),
        },
        { key: 'state', title: 'State', cell: (season) => <Pill tone={tones[season.state]}>{stateWords[season.state]}</Pill> },
        { key: 'from', title: 'Starts', cell: (season) => <Time iso={season.startsAt} {...words} /> },
        { key: 'until', title: 'Ends', cell: (season) => <Time iso={season.endsAt} {...words} /> },
        { key: 'winners', title: 'Winners', numeric: true, cell: (season) => season.winners },
        {
          key: 'do',
          title: 'Change',
          titleHidden: true,
          cell: (season) =>
            season.state === 'planned' && (
              <span className="flex justify-end gap-2">
                <Link to={`/manage/boards?season=${season.id}#season-form`} className="text-link inline-flex min-h-9 items-center px-2">
                  Change<span className="sr-only"> {season.title}</span>
                </Link>
                <Form method="post" preventScrollReset>
                  <input type="hidden" name="do" value="remove" />
                  <input type="hidden" name="id" value={season.id} />
                  <Button variant="danger" size="sm">
                    Take back<span className="sr-only"> {season.title}</span>
                  </Button>
                </Form>
              </span>
            ),
        },
      ]}
    />
  )
}
