import { Form } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { formatPoints } from '#app/components/ui/points.tsx'
import { Time } from '#app/components/ui/time.tsx'
import type { BulkRow } from '#app/domain/ledger/bulk.ts'

import type { Reader } from './reader.ts'

type AwardView = Omit<BulkRow, 'madeAt' | 'undoUntil' | 'undoneAt'> & { madeAt: string; undoUntil: string; undoneAt: string | null; open: boolean }

/** What was given to many, the newest first; the button stands while it can be taken back. */
export function AwardList({ rows, reader }: { rows: readonly AwardView[]; reader: Reader }) {
  if (rows.length === 0)
    return <EmptyState title="Nothing was given to many so far">What you give stands here, with a button to take it back.</EmptyState>
  const time = (iso: string, look?: 'time') => <Time iso={iso} zone={reader.zone} locale={reader.locale} now={reader.now} look={look} />
  return (
    <ul>
      {rows.map((row) => (
        <li key={row.id} className="flex flex-wrap items-center gap-x-6 gap-y-2 border-b py-4 last:border-0">
          <div className="min-w-56 flex-1">
            <p className="font-semibold tabular-nums">
              {formatPoints(row.amount, reader.locale)} {row.currency} to each of {formatPoints(row.members, reader.locale)}
            </p>
            <p className="text-sm break-words text-muted">
              {row.reason} · {row.byHandle ? `@${row.byHandle}` : 'the hub'}, {time(row.madeAt)}
            </p>
          </div>
          {row.undoneAt ? (
            <Pill>
              Taken back{row.undoneByHandle ? ` by @${row.undoneByHandle}` : ''} {time(row.undoneAt)}
            </Pill>
          ) : row.open ? (
            <Form method="post" className="flex items-center gap-3">
              <input type="hidden" name="do" value="undo" />
              <input type="hidden" name="award" value={row.id} />
              <span className="text-sm text-muted">until {time(row.undoUntil, 'time')}</span>
              <Button variant="danger" size="sm">
                Take all of it back
              </Button>
            </Form>
          ) : (
            <Pill tone="good">Given</Pill>
          )}
        </li>
      ))}
    </ul>
  )
}
