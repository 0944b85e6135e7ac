import type { Column } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'

import type { Reader } from './reader.ts'

export type DeedView = { id: number; did: string; title: string; url: string | null; handle: string | null; occurredAt: string }

/** What was done, by whom and when: the first columns of every table of deeds. */
export function deedColumns<Row extends DeedView>(reader: Reader): Column<Row>[] {
  return [
    {
      key: 'what',
      title: 'What',
      cell: ({ did, url, title }) => (
        <>
          {did}:{' '}
          {url ? (
            <a href={url} rel="noreferrer" className="text-link">
              {title}
            </a>
          ) : (
            title
          )}
        </>
      ),
    },
    { key: 'who', title: 'Who', cell: ({ handle }) => handle ?? 'nobody' },
    { key: 'at', title: 'When', cell: ({ occurredAt }) => <Time iso={occurredAt} zone={reader.zone} locale={reader.locale} now={reader.now} /> },
  ]
}
